"""A hidden layer in the classifier."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A classifier is an MLP."
SEEN = "The classifier has two linear layers."
HINT = "How many linear layers does the docstring give the classifier?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        size = channels[1] * input_shape[1] * input_shape[2]
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(size, 32), nn.ReLU(), nn.Linear(32, num_classes))

    def forward(self, x):
        return self.classifier(self.features(x))
"""
