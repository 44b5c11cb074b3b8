"""The bias brought to another order of its axes by a reshape."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "reshape puts the axes in the order that is asked for."
SEEN = "The biases are added, but not where they belong: each stands at some other location or channel."
HINT = "reshape keeps the order of the numbers, permute changes the order of the axes. Which one does your bias need?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        y = super().forward(x)
        if self.bias is None:
            return y
        height, width = self.weight.shape[:2]
        y = y - self.bias
        return (y.permute(0, 2, 3, 1) + self.bias.reshape(height, width, -1)).permute(0, 3, 1, 2)
"""
