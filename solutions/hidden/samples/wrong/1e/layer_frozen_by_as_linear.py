"""Wrong: the layer itself is frozen, so that its weights can be copied.

appended: locally_connected.py
"""

before_freezing = as_linear


def as_linear(layer):
    layer.requires_grad_(False)
    return before_freezing(layer).requires_grad_()
