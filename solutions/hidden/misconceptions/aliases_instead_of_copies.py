"""The linear layer shares memory with the layer it was made from."""

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "reshape and view make a new tensor."
SEEN = "Changing the layer's weights changes the linear layer too."
HINT = "reshape, view and nn.Parameter(tensor) look at the same memory. Copy the values into the new layer."
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    linear = right_linear(layer)
    if layer.weight.shape[:2] == (1, 1):
        linear.weight = nn.Parameter(layer.weight.view(layer.out_channels, -1))
    if layer.bias is not None:
        linear.bias = nn.Parameter(layer.bias.view(-1))
    return linear
"""
