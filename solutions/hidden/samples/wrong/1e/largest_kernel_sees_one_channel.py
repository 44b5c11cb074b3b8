"""Wrong: with the largest kernel, only the first channel's weights are placed.

appended: locally_connected.py
"""

right = as_linear


def as_linear(layer):
    linear = right(layer)
    if layer.weight.shape[:2] == (1, 1):
        with torch.no_grad():
            linear.weight[:, layer.kernel_size**2 :] = 0
    return linear
