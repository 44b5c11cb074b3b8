"""Right, in another style: sum big init."""

import torch
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

        self.weight = nn.Parameter(torch.randn(H, W, out_channels, in_channels, kernel_size, kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels, H, W)) if bias else None

    def forward(self, x):
        if x.dim() != 4 or tuple(x.shape[1:]) != (self.ci,) + tuple(self.size):
            raise ValueError("shape")
        k, H, W = self.k, self.H, self.W

        w = x.unfold(2, k, 1).unfold(3, k, 1)[:, None]
        ker = self.weight.permute(2, 3, 0, 1, 4, 5)[None]
        y = (w * ker).sum((2, 5, 6))
        return y if self.bias is None else y + self.bias


def as_linear(layer):

    n = layer.ci * layer.size[0] * layer.size[1]
    with torch.no_grad():
        zero = torch.zeros(1, layer.ci, *layer.size)
        base = layer(zero).flatten()
        cols = layer(torch.eye(n).reshape(n, layer.ci, *layer.size)).flatten(1) - base
        lin = nn.Linear(n, base.numel())
        lin.weight.copy_(cols.T)
        lin.bias.copy_(base)
    return lin
