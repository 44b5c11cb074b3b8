"""The bias is made and never added."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Making the parameter is all that it takes."
SEEN = "The bias is a parameter, but it does not show in the output."
HINT = "Where does forward add it? For which value of self.bias must it not?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        y = super().forward(x)
        return y if self.bias is None else y - self.bias
"""
