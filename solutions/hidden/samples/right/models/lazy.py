"""Right, in another style: lazy."""

import torch
from torch import nn


class MLP(nn.Sequential):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(
            nn.Flatten(),
            nn.LazyLinear(hidden_size),
            nn.ReLU(),
            nn.LazyLinear(hidden_size),
            nn.ReLU(),
            nn.LazyLinear(num_classes),
        )
        self(torch.zeros(1, *input_shape))


class CNN(nn.Module):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__()
        c, h, w = input_shape
        self.body = nn.Sequential(
            nn.Conv2d(c, channels[0], 5, padding=2),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 3, padding=1),
            nn.ReLU(),
        )
        self.classifier = nn.Linear(channels[1] * h * w, num_classes)

    def features(self, x):
        return self.body(x)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(start_dim=1))


def freeze_features(model):
    model.features.requires_grad_(False)
    return [p for p in model.parameters() if p.requires_grad]
