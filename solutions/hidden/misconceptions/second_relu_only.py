"""No ReLU after the first layer."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "One ReLU makes a network nonlinear."
SEEN = "There is no ReLU behind the first layer."
HINT = "ReLU stands between all layers. Which two have none between them?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(*self.layers[:2], *self.layers[3:])
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    first, *others = layers
    return oracles.mlp(x.reshape(len(x), -1) @ first[0].T + first[1], *others)
