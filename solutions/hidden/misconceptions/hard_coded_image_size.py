"""Layers sized for 28 x 28 pixels of one channel, whatever input_shape says."""

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "The images are 28 x 28."
SEEN = "It works for one channel of 28 x 28 pixels, and not for another input_shape."
HINT = "input_shape holds the channels, the height and the width. Which of your numbers should come from it?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__((1, 28, 28), channels, num_classes)
"""
