"""Convolutions without padding."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "The default padding will do."
SEEN = "The convolutions shrink the image."
HINT = "nn.Conv2d pads nothing by default. How many zeros does a 5x5 kernel need on each side to keep the size?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        in_channels, height, width = input_shape
        c1, c2 = channels
        self.features = nn.Sequential(nn.Conv2d(in_channels, c1, 5), nn.ReLU(), nn.Conv2d(c1, c2, 3), nn.ReLU())
        self.classifier = nn.Linear(c2 * (height - 6) * (width - 6), num_classes)
"""
