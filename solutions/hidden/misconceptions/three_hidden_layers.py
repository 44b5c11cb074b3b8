"""Three hidden layers."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Deeper is better."
SEEN = "It has four linear layers: three hidden ones."
HINT = "The docstring asks for two hidden layers. How many linear layers does that take?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(*self.layers[:5], nn.Linear(hidden_size, hidden_size), nn.ReLU(), self.layers[5])
"""
