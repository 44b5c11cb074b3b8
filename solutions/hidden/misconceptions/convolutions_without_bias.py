"""Convolutions without biases."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A bias is not needed."
SEEN = "Its convolutions have no biases."
HINT = "nn.Conv2d has a bias unless it is told otherwise. What did you tell it?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        for one in self.features:
            if isinstance(one, nn.Conv2d):
                one.bias = None
"""
