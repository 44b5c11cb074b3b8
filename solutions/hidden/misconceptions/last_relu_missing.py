"""No ReLU after the second convolution."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "ReLU stands between the convolutions."
SEEN = "The feature map comes straight out of the second convolution, without ReLU."
HINT = "Two linear maps in a row are one. What stands between the second convolution and the classifier?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = self.features[:-1]
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    (weight1, bias1), (weight2, bias2), (weight3, bias3) = layers
    y = oracles.conv2d_same(np.maximum(oracles.conv2d_same(x, weight1, bias1), 0), weight2, bias2)
    return oracles.mlp(y, (weight3, bias3))
