"""Right, in another style: handmade linear."""

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__()
        sizes = [input_shape[0] * input_shape[1] * input_shape[2], hidden_size, hidden_size, num_classes]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        x = x.reshape(x.shape[0], -1)
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < 2:
                x = torch.clamp(x, min=0)
        return x


class CNN(nn.Module):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__()
        c, h, w = input_shape
        self.conv1 = nn.Conv2d(c, channels[0], 5, padding=2)
        self.conv2 = nn.Conv2d(channels[0], channels[1], 3, padding="same")
        self.classifier = nn.Linear(channels[1] * h * w, num_classes)
        self.features = nn.Sequential(self.conv1, nn.ReLU(inplace=True), self.conv2, nn.ReLU(inplace=True))

    def forward(self, x):
        return self.classifier(self.features(x).view(x.size(0), -1))


def freeze_features(model):
    for name, p in model.named_parameters():
        if not name.startswith("classifier"):
            p.requires_grad_(False)
    return [p for p in model.parameters() if p.requires_grad]
