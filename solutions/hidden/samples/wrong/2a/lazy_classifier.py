"""Wrong: a classifier that has no weights before the first image.

appended: models.py
"""

class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.classifier = nn.LazyLinear(num_classes)
