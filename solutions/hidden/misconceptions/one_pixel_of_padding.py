"""One pixel of padding for both convolutions."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "padding=1 keeps the size."
SEEN = "Both convolutions pad by one pixel, which is too few for the 5 x 5 one: the map shrinks by 2."
HINT = "A kernel of k pixels takes k - 1 from each side. How many zeros make up for that, for k = 5?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features[0].padding = (1, 1)
        self.features[2].padding = (1, 1)
        for one in (self.features[0], self.features[2]):
            one._reversed_padding_repeated_twice = [one.padding[0]] * 4
        self.classifier = nn.Linear(channels[1] * (input_shape[1] - 2) * (input_shape[2] - 2), num_classes)

    def forward(self, x):
        return self.classifier(self.features(x))
"""
