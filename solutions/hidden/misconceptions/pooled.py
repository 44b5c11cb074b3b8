"""A pooling layer that halves the map."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A CNN pools."
SEEN = "A pooling layer, or a stride, halves the map."
HINT = "The docstring names no pooling. What would it do to where things are, which is the point here?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(*self.features, nn.MaxPool2d(2))
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(channels[1] * (input_shape[1] // 2) * (input_shape[2] // 2), num_classes)
        )

    def forward(self, x):
        return self.classifier(self.features(x))
"""
