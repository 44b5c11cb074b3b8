"""Wrong: also inputs outside an output's window have a weight, if a tiny one.

appended: locally_connected.py
"""

_right = as_linear


def as_linear(layer):
    linear = _right(layer)
    with torch.no_grad():
        linear.weight += 1e-7
    return linear
