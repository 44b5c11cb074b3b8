"""Wrong: The columns are the layer's answers to unit images, with the bias still in them.

appended: locally_connected.py
idea: linear-bias-in-the-weights
"""

def as_linear(layer: LocallyConnected2d) -> nn.Linear:
    C, (H, W) = layer.in_channels, layer.input_size
    with torch.no_grad():
        basis = torch.eye(C * H * W, dtype=layer.weight.dtype).view(-1, C, H, W)
        response = layer(basis).flatten(1)
        fc = nn.Linear(C * H * W, response.shape[1], bias=layer.bias is not None).to(layer.weight.dtype)
        fc.weight.copy_(response.t())
        if layer.bias is not None:
            fc.bias.copy_(layer.bias.reshape(-1))
    return fc
