"""The flattening made a part of the features."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Features are what the classifier takes."
SEEN = "The features come out flattened: they are vectors, and no maps."
HINT = "2b shifts the feature map. What does it need of its axes, and where can the flattening stand instead?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features.append(nn.Flatten())
"""
