"""Wrong: the weights move: the given layer has none afterwards.

appended: locally_connected.py
"""

right = as_linear


def as_linear(layer):
    linear = right(layer)
    with torch.no_grad():
        layer.weight.zero_()
    return linear
