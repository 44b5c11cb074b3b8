"""The two convolutions' paddings exchanged: in the end the size is right."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Padding is 1 here and 2 there, and the map comes out as large as the image."
SEEN = "The paddings are exchanged: the 5 x 5 convolution pads by one pixel, and the 3 x 3 one by two."
HINT = "Print the shape of the map between the two convolutions. Is it the image's there already?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(
            nn.Conv2d(input_shape[0], channels[0], 5, padding=1),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 3, padding=2),
            nn.ReLU(),
        )
"""


def _padded(x: np.ndarray, radius: int) -> np.ndarray:
    other = 3 - radius
    return np.pad(x, ((0, 0), (0, 0), (other, other), (other, other)))


predict = variation(oracles.cnn, padded=_padded)
