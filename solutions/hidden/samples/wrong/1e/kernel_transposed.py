"""Wrong: kernel transposed.

appended: locally_connected.py
idea: linear-kernels-transposed
"""

def as_linear(layer: LocallyConnected2d) -> nn.Linear:
    height, width, out_channels, in_channels, k, _ = layer.weight.shape
    full = torch.zeros(out_channels, height, width, in_channels, *layer.input_size, dtype=layer.weight.dtype)
    for i in range(height):
        for j in range(width):
            full[:, i, j, :, i : i + k, j : j + k] = layer.weight[i, j].detach().transpose(-1, -2)
    weight = full.flatten(3).flatten(0, 2)
    linear = nn.Linear(weight.shape[1], weight.shape[0], bias=layer.bias is not None, dtype=weight.dtype)
    with torch.no_grad():
        linear.weight.copy_(weight)
        if layer.bias is not None:
            linear.bias.copy_(layer.bias.flatten())
    return linear
