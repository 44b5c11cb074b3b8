"""One convolution."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "One layer of features is enough."
SEEN = "It has one convolution."
HINT = "The docstring names two convolutions. Where is the second?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = self.features[:2]
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(channels[0] * input_shape[1] * input_shape[2], num_classes)
        )

    def forward(self, x):
        return self.classifier(self.features(x))
"""
