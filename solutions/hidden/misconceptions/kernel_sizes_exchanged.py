"""The 3 x 3 convolution first."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Kernels grow."
SEEN = "Your first convolution is 3 x 3, and the second 5 x 5: they have changed places."
HINT = "Which kernel size does the docstring name first?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(
            nn.Conv2d(input_shape[0], channels[0], 3, padding="same"),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 5, padding="same"),
            nn.ReLU(),
        )
"""
