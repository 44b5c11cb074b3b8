"""Models that must not reach the thresholds; short.py trains them in a sandbox, beside the reference.

Handed to the sandbox as a student's own module would be, so nothing of the grader is imported here.
"""

from itertools import pairwise

from torch import nn


def freeze(module: nn.Module) -> None:
    module.requires_grad_(False)


def linear(input_shape: tuple[int, int, int], classes: int) -> nn.Module:
    """One linear layer on the pixels: no hidden layer at all."""
    channels, height, width = input_shape
    return nn.Sequential(nn.Flatten(), nn.Linear(channels * height * width, classes))


def mlp_without_relu(input_shape: tuple[int, int, int], hidden: int, classes: int) -> nn.Module:
    channels, height, width = input_shape
    sizes = [channels * height * width, hidden, hidden, classes]
    layers = [nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)]
    return nn.Sequential(nn.Flatten(), *layers)


def cnn_without_relu(input_shape: tuple[int, int, int], channels: tuple[int, int], classes: int) -> nn.Module:
    depth, height, width = input_shape
    return nn.Sequential(
        nn.Conv2d(depth, channels[0], 5, padding=2),
        nn.Conv2d(channels[0], channels[1], 3, padding=1),
        nn.Flatten(),
        nn.Linear(channels[1] * height * width, classes),
    )
