"""All weights start alike."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Training will change the weights anyway."
SEEN = "All initial weights are the same number."
HINT = "Channels that start alike get the same gradient, and stay alike for ever. Draw the weights at random."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__(in_channels, out_channels, input_size, kernel_size, bias)
        nn.init.constant_(self.weight, 0.1)
"""
