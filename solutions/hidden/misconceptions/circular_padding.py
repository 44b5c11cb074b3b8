"""Circular padding instead of zeros."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Any padding keeps the size."
SEEN = "The image wraps around at its border: the convolutions' padding is circular."
HINT = "nn.Conv2d pads with zeros unless it is told otherwise. What did you tell it?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        for one in self.features:
            if isinstance(one, nn.Conv2d):
                one.padding_mode = "circular"
                one._reversed_padding_repeated_twice = [one.kernel_size[0] // 2] * 4
"""


def _padded(x: np.ndarray, radius: int) -> np.ndarray:
    return np.pad(x, ((0, 0), (0, 0), (radius, radius), (radius, radius)), mode="wrap")


predict = variation(oracles.cnn, padded=_padded)
