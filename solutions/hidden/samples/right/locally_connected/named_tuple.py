"""Right, in another style: the size as a named tuple, and a strided view of the windows."""

from typing import NamedTuple

import torch
from torch import nn


class Size(NamedTuple):
    height: int
    width: int


def output_size(input_size, kernel_size):
    places = Size(*(side - kernel_size + 1 for side in input_size))
    if kernel_size < 1 or min(places) < 1:
        raise ValueError(f"no place for {kernel_size} in {Size(*input_size)}")
    return places


class LocallyConnected2d(nn.Module):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__()
        size = output_size(input_size, kernel_size)
        self.input_shape = (in_channels, *input_size)
        self.weight = nn.Parameter(torch.empty(*size, out_channels, in_channels, kernel_size, kernel_size))
        nn.init.normal_(self.weight, std=0.1)
        self.register_parameter("bias", nn.Parameter(torch.zeros(out_channels, *size)) if bias else None)

    def forward(self, x):
        if tuple(x.shape[1:]) != self.input_shape:
            raise ValueError(tuple(x.shape))
        k, size = self.weight.shape[-1], self.weight.shape[:2]
        x = x.contiguous()
        n, c, row, column = x.stride()
        windows = x.as_strided((len(x), x.shape[1], *size, k, k), (n, c, row, column, row, column))
        y = torch.einsum("ncijab,ijocab->noij", windows, self.weight)
        return y if self.bias is None else y + self.bias


def as_linear(layer):
    channels, height, width = layer.input_shape
    rows, columns, out_channels, _, k, _ = layer.weight.shape
    matrix = layer.weight.new_zeros(out_channels, rows, columns, channels, height, width)
    for i in range(rows):
        for j in range(columns):
            matrix[:, i, j, :, i : i + k, j : j + k] = layer.weight[i, j].detach()
    linear = nn.Linear(channels * height * width, out_channels * rows * columns, bias=layer.bias is not None)
    linear.weight = nn.Parameter(matrix.reshape(linear.weight.shape))
    if layer.bias is not None:
        linear.bias = nn.Parameter(layer.bias.detach().flatten().clone())
    return linear
