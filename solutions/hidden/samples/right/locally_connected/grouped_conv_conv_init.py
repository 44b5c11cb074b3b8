"""Right, in another style: grouped conv, conv init."""

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

        conv = nn.Conv2d(in_channels, out_channels, kernel_size)
        self.weight = nn.Parameter(conv.weight.detach().expand(H, W, -1, -1, -1, -1).clone())
        self.bias = nn.Parameter(conv.bias.detach()[:, None, None].expand(-1, H, W).clone()) if bias else None

    def forward(self, x):
        if x.dim() != 4 or tuple(x.shape[1:]) != (self.ci,) + tuple(self.size):
            raise ValueError("shape")
        k, H, W = self.k, self.H, self.W

        cols = F.unfold(x, k).transpose(1, 2).reshape(x.shape[0], -1, 1)
        ker = self.weight.reshape(H * W * self.co, self.ci * k * k, 1)
        y = F.conv1d(cols, ker, groups=H * W).reshape(x.shape[0], H, W, self.co).permute(0, 3, 1, 2)
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
