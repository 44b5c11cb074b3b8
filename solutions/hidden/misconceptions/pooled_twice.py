"""A pooling layer behind each convolution."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Convolution, ReLU, pooling."
SEEN = "Pooling layers, or strides, quarter the map."
HINT = "The docstring names no pooling. What would it do to where things are, which is the point here?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(*self.features, nn.AvgPool2d(4))
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(channels[1] * (input_shape[1] // 4) * (input_shape[2] // 4), num_classes)
        )

    def forward(self, x):
        return self.classifier(self.features(x))
"""
