"""What stands for a student's class where another question needs it; see hidden/needs.py.

A sandbox has this module only where something is replaced.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


def cnn(input_shape: Sequence[int], channels: Sequence[int], num_classes: int) -> nn.Module:
    """A network with `features` and `classifier`, for tests that must not depend on the student's CNN."""
    depth, height, width = input_shape
    model = nn.Sequential()
    model.add_module(
        "features",
        nn.Sequential(
            nn.Conv2d(depth, channels[0], 5, padding=2),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 3, padding=1),
            nn.ReLU(),
        ),
    )
    model.add_module("flatten", nn.Flatten())
    model.add_module("classifier", nn.Linear(channels[1] * height * width, num_classes))
    return model


class LocallyConnected2d(nn.Module):
    """The layer of 1d, with the same constructor and the same parameters."""

    def __init__(
        self, in_channels: int, out_channels: int, input_size: Sequence[int], kernel_size: int, bias: bool = True
    ) -> None:
        super().__init__()
        self.in_channels, self.out_channels = in_channels, out_channels
        self.input_size, self.kernel_size = tuple(input_size), kernel_size
        height, width = (size - kernel_size + 1 for size in input_size)
        self.weight = nn.Parameter(torch.randn(height, width, out_channels, in_channels, kernel_size, kernel_size))
        self.bias = nn.Parameter(torch.randn(out_channels, height, width)) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[1:] != (self.in_channels, *self.input_size):
            raise ValueError(f"x must have the shape (N, {self.in_channels}, {self.input_size}), got {tuple(x.shape)}")
        k = self.kernel_size
        rows = [
            torch.stack(
                [
                    torch.einsum("ncij,ocij->no", x[:, :, i : i + k, j : j + k], weight)
                    for j, weight in enumerate(weights)
                ],
                dim=-1,
            )
            for i, weights in enumerate(self.weight)
        ]
        y = torch.stack(rows, dim=-2)
        return y if self.bias is None else y + self.bias
