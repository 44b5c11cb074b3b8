"""Two 3 x 3 convolutions."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Convolutions are 3 x 3."
SEEN = "Both of your convolutions are 3 x 3."
HINT = "Which kernel size does the docstring name for the first?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(
            nn.Conv2d(input_shape[0], channels[0], 3, padding="same"),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 3, padding="same"),
            nn.ReLU(),
        )
"""
