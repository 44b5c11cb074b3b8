"""Models that must not reach the thresholds; calibrate.py trains them in a sandbox, beside the reference.

Handed to the sandbox as a student's own module would be, so nothing of the grader is imported here.
"""

from itertools import pairwise

from torch import nn


def freeze(module):  # type: ignore[no-untyped-def]
    module.requires_grad_(False)


def linear(input_shape, classes):  # type: ignore[no-untyped-def]
    """One linear layer on the pixels: no hidden layer at all."""
    channels, height, width = input_shape
    return nn.Sequential(nn.Flatten(), nn.Linear(channels * height * width, classes))


def mlp_without_relu(input_shape, hidden, classes):  # type: ignore[no-untyped-def]
    channels, height, width = input_shape
    sizes = [channels * height * width, hidden, hidden, classes]
    layers = [nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)]
    return nn.Sequential(nn.Flatten(), *layers)


def cnn_without_relu(input_shape, channels, classes):  # type: ignore[no-untyped-def]
    depth, height, width = input_shape
    return nn.Sequential(
        nn.Conv2d(depth, channels[0], 5, padding=2),
        nn.Conv2d(channels[0], channels[1], 3, padding=1),
        nn.Flatten(),
        nn.Linear(channels[1] * height * width, classes),
    )
