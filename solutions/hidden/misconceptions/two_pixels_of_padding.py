"""Two pixels of padding for both convolutions."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "padding=2 keeps the size."
SEEN = "Both convolutions pad by two pixels, which is too many for the 3 x 3 one: the map grows by 2."
HINT = "A kernel of k pixels takes k - 1 from each side. How many zeros make up for that, for k = 3?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features[0].padding = (2, 2)
        self.features[2].padding = (2, 2)
        for one in (self.features[0], self.features[2]):
            one._reversed_padding_repeated_twice = [one.padding[0]] * 4
        self.classifier = nn.Linear(channels[1] * (input_shape[1] + 2) * (input_shape[2] + 2), num_classes)

    def forward(self, x):
        return self.classifier(self.features(x))
"""
