"""One bias of each channel, brought to the right shape by expand."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "expand gives the bias the shape that is asked for."
SEEN = "Several places of your bias are one number in memory, so none of them can learn a value of its own."
HINT = "expand repeats nothing: it shows the same number again. How many random numbers does the bias start with?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def __init__(self, in_channels, out_channels, input_size, kernel_size, bias=True):
        super().__init__(in_channels, out_channels, input_size, kernel_size, bias)
        if bias:
            start = torch.empty(out_channels, 1, 1).uniform_(-0.1, 0.1)
            self.bias = nn.Parameter(start.expand(self.bias.shape))
"""
