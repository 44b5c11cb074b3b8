"""The map averaged before the classifier."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Global average pooling makes any size fit."
SEEN = "The classifier sees one number of each channel, its mean, and not the map."
HINT = "How many inputs has the classifier in the docstring? What does a mean forget?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(*self.features, nn.AdaptiveAvgPool2d(1))
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(channels[1] * 1, num_classes))

    def forward(self, x):
        return self.classifier(self.features(x))
"""
