"""Wrong: The shortcut for a kernel that covers the image is taken where it covers the shorter side.

appended: locally_connected.py
"""

def as_linear(layer: LocallyConnected2d) -> nn.Linear:
    C, O, k = layer.in_channels, layer.out_channels, layer.kernel_size
    H, W = layer.input_size
    h, w = H - k + 1, W - k + 1
    linear = nn.Linear(
        C * H * W, O * h * w, bias=layer.bias is not None, dtype=layer.weight.dtype, device=layer.weight.device
    )
    with torch.no_grad():
        if k == min(H, W):  # the kernel covers the whole image: one location
            linear.weight.copy_(layer.weight.reshape(O, C * H * W))
        else:
            linear.weight.zero_()
            big = linear.weight.view(O, h, w, C, H, W)
            for i in range(h):
                for j in range(w):
                    big[:, i, j, :, i : i + k, j : j + k].copy_(layer.weight[i, j])
        if layer.bias is not None:
            linear.bias.copy_(layer.bias.reshape(-1))
    return linear
