"""Two 5 x 5 convolutions."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Both convolutions are alike."
SEEN = "Both of your convolutions are 5 x 5."
HINT = "Which kernel size does the docstring name for the second?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(
            nn.Conv2d(input_shape[0], channels[0], 5, padding="same"),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 5, padding="same"),
            nn.ReLU(),
        )
"""
