"""One bias for each channel, as in a convolution."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "nn.Conv2d has one bias a channel."
SEEN = "There is one bias for each output channel."
HINT = "Without weight sharing, nothing is shared over locations. What shape does the class docstring give?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__(in_channels, out_channels, input_size, kernel_size, bias)
        if bias:
            self.bias = nn.Parameter(torch.rand(out_channels, 1, 1) - 0.5)
"""
