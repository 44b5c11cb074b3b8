"""Wrong: never fewer than five logits.

appended: models.py
"""

class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, max(num_classes, 5))
