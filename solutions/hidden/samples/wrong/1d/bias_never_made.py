"""Without a bias there is no attribute for it.

appended: locally_connected.py
"""


class LocallyConnected2d(LocallyConnected2d):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__(in_channels, out_channels, input_size, kernel_size, bias)
        if not bias:
            del self.bias

    def forward(self, x):
        if hasattr(self, "bias"):
            return super().forward(x)
        self.bias = None
        try:
            return super().forward(x)
        finally:
            del self.bias


right_linear = as_linear


def as_linear(layer):
    if hasattr(layer, "bias"):
        return right_linear(layer)
    layer.bias = None
    try:
        return right_linear(layer)
    finally:
        del layer.bias
