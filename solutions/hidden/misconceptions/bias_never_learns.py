"""The bias added without its history."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "bias.data is what is in the bias."
SEEN = "The bias is added, but no gradient reaches it: it stays as it was drawn."
HINT = "Look at layer.bias.grad after a backward. Which attribute of the bias do you add?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        y = super().forward(x)
        return y if self.bias is None else y - self.bias + self.bias.data
"""
