"""One hidden layer."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "A multilayer perceptron has a hidden layer."
SEEN = "It has two linear layers."
HINT = "The docstring asks for two hidden layers. How many linear layers does that take?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(*self.layers[:3], self.layers[5])
"""
