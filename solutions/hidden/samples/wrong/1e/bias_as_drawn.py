"""Wrong: the bias is left as nn.Linear has drawn it.

appended: locally_connected.py
"""

right_linear = as_linear

def as_linear(layer):
    right = right_linear(layer)
    linear = nn.Linear(right.in_features, right.out_features, bias=layer.bias is not None, dtype=right.weight.dtype)
    with torch.no_grad():
        linear.weight.copy_(right.weight)
    return linear
