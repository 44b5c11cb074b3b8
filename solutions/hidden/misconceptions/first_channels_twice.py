"""The first number of channels used for both convolutions."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "There is one width of the network."
SEEN = "Both convolutions have the first number of channels, and the second number is never used."
HINT = "channels is (c1, c2). Which of the two does each nn.Conv2d take, and which the classifier?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, (channels[0], channels[0]), num_classes)
"""
