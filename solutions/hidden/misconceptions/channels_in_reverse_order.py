"""The two numbers of channels exchanged."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "The second number belongs to the first layer."
SEEN = "Your convolutions have each other's number of channels."
HINT = "channels is (c1, c2). How many maps come out of the first convolution?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(
            nn.Conv2d(input_shape[0], channels[1], 5, padding="same"),
            nn.ReLU(),
            nn.Conv2d(channels[1], channels[0], 3, padding="same"),
            nn.ReLU(),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(channels[0] * input_shape[1] * input_shape[2], num_classes)
        )

    def forward(self, x):
        return self.classifier(self.features(x))
"""
