"""Right, in another style: sizes as torch.Size, which is a tuple, and a ValueError of its own kind."""

import torch
import torch.nn.functional as F
from torch import nn


class KernelDoesNotFit(ValueError):
    pass


def output_size(input_size, kernel_size):
    size = torch.Size(input_size)
    if not 1 <= kernel_size <= min(size):
        raise KernelDoesNotFit(kernel_size)
    return torch.Size(side - kernel_size + 1 for side in size)


class LocallyConnected2d(nn.Module):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__()
        self.shape = torch.Size([in_channels, *input_size])
        size = output_size(input_size, kernel_size)
        scale = (in_channels * kernel_size**2) ** -0.5
        self.weight = nn.Parameter(scale * torch.randn(*size, out_channels, in_channels, kernel_size, kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels, *size)) if bias else None

    def forward(self, x):
        if x.shape[1:] != self.shape or x.dim() != 4:
            raise KernelDoesNotFit(x.shape)
        height, width, out_channels, _, k, _ = self.weight.shape
        columns = F.unfold(x, k)
        y = torch.einsum("npl,lop->nol", columns, self.weight.flatten(3).flatten(0, 1))
        y = y.unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias


def as_linear(layer):
    unit = torch.eye(layer.shape.numel()).reshape(-1, *layer.shape)
    with torch.no_grad():
        shift = layer(torch.zeros(1, *layer.shape)).flatten(1)
        matrix = (layer(unit).flatten(1) - shift).T
        linear = nn.Linear(*reversed(matrix.shape), bias=layer.bias is not None)
        linear.weight.copy_(matrix)
        if layer.bias is not None:
            linear.bias.copy_(shift[0])
    return linear
