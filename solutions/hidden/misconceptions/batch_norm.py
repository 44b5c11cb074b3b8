"""Batch normalisation behind the convolutions."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Modern CNNs normalise."
SEEN = "There is batch normalisation behind the convolutions."
HINT = "The docstring names no normalisation. With it, what does an output depend on besides its own image?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(
            self.features[0],
            nn.BatchNorm2d(channels[0]),
            *self.features[1:3],
            nn.BatchNorm2d(channels[1]),
            self.features[3],
        )
"""
