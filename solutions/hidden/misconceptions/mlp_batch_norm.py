"""Batch normalisation between the linear layers."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Modern networks normalise."
SEEN = "There is batch normalisation behind the hidden layers."
HINT = "The docstring names no normalisation. With it, what does an output depend on besides its own image?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        norms = nn.BatchNorm1d(hidden_size), nn.BatchNorm1d(hidden_size)
        old = self.layers
        self.layers = nn.Sequential(*old[:2], norms[0], *old[2:4], norms[1], *old[4:])
"""
