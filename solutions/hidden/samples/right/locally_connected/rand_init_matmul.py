"""Right, in another style: rand init matmul."""

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

        self.weight = nn.Parameter(torch.rand(H, W, out_channels, in_channels, kernel_size, kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels, H, W)) if bias else None

    def forward(self, x):
        if x.dim() != 4 or tuple(x.shape[1:]) != (self.ci,) + tuple(self.size):
            raise ValueError("shape")
        k, H, W = self.k, self.H, self.W

        w = x.unfold(2, k, 1).unfold(3, k, 1).permute(2, 3, 0, 1, 4, 5).reshape(H, W, x.shape[0], -1)
        y = (w @ self.weight.reshape(H, W, self.co, -1).transpose(-1, -2)).permute(2, 3, 0, 1)
        return y if self.bias is None else y.add(self.bias)


def as_linear(layer):

    H, W, O, C, k, _ = layer.weight.shape
    h, w = H + k - 1, W + k - 1
    big = torch.zeros(O * H * W, C * h * w)
    for o in range(O):
        for i in range(H):
            for j in range(W):
                row = torch.zeros(C, h, w)
                row[:, i : i + k, j : j + k] = layer.weight.data[i, j, o]
                big[(o * H + i) * W + j] = row.flatten()
    lin = nn.Linear(C * h * w, O * H * W, bias=layer.bias is not None)
    lin.weight.data = big
    if layer.bias is not None:
        lin.bias.data = layer.bias.data.clone().reshape(-1)
    return lin
