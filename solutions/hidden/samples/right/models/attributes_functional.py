"""Right, in another style: attributes, functional."""

import math

import torch
import torch.nn.functional as F
from torch import nn


class MLP(nn.Module):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__()
        self.out = nn.Linear(hidden_size, num_classes)
        self.two = nn.Linear(hidden_size, hidden_size)
        self.one = nn.Linear(math.prod(input_shape), hidden_size)

    def forward(self, x):
        x = torch.flatten(x, 1)
        return self.out(F.relu(self.two(F.relu(self.one(x)))))


class Features(nn.Module):
    def __init__(self, c, c1, c2):
        super().__init__()
        self.b = nn.Conv2d(c1, c2, 3, padding=1)
        self.a = nn.Conv2d(c, c1, 5, padding=2)

    def forward(self, x):
        return self.b(self.a(x).relu()).relu()


class CNN(nn.Module):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__()
        c, h, w = input_shape
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(channels[1] * h * w, num_classes))
        self.features = Features(c, *channels)

    def forward(self, x):
        return self.classifier(self.features(x))


def freeze_features(model):
    for p in model.features.parameters():
        p.requires_grad = False
    return list(model.classifier.parameters())
