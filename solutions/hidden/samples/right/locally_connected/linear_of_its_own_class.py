"""Right, in another style: the linear layer is of a class of its own, which is an nn.Linear."""

import math

import torch
import torch.nn.functional as F
from torch import nn


def output_size(input_size, kernel_size):
    h, w = input_size
    if kernel_size < 1 or kernel_size > h or kernel_size > w:
        raise ValueError("too large")
    return (h - kernel_size + 1, w - kernel_size + 1)


class LocallyConnected2d(nn.Module):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__()
        self.ci, self.co, self.size, self.k = in_channels, out_channels, input_size, kernel_size
        H, W = output_size(input_size, kernel_size)
        self.H, self.W = H, W

        self.weight = nn.Parameter(torch.empty(H, W, out_channels, in_channels, kernel_size, kernel_size))
        nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if bias:
            self.bias = nn.Parameter(torch.zeros(out_channels, H, W))
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        if x.dim() != 4 or tuple(x.shape[1:]) != (self.ci,) + tuple(self.size):
            raise ValueError("shape")
        k, H, W = self.k, self.H, self.W

        N = x.shape[0]
        cols = F.unfold(x, k).permute(2, 0, 1)
        w = self.weight.flatten(0, 1).flatten(2).transpose(1, 2)
        y = torch.bmm(cols, w).permute(1, 2, 0).reshape(N, self.co, H, W)
        if self.bias is not None:
            y = y + self.bias[None]
        return y


class Unrolled(nn.Linear):
    """A linear layer that is filled from a layer without shared weights."""

    @classmethod
    def of(cls, layer):
        rows, columns, out_channels, channels, k, _ = layer.weight.shape
        height, width = rows + k - 1, columns + k - 1
        linear = cls(channels * height * width, out_channels * rows * columns, bias=layer.bias is not None)
        with torch.no_grad():
            linear.weight.zero_()
            view = linear.weight.view(out_channels, rows, columns, channels, height, width)
            for i in range(rows):
                for j in range(columns):
                    view[:, i, j, :, i : i + k, j : j + k] = layer.weight[i, j]
            if layer.bias is not None:
                linear.bias.copy_(layer.bias.reshape(-1))
        return linear


def as_linear(layer):
    return Unrolled.of(layer)
