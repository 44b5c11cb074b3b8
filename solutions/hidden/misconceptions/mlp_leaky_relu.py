"""LeakyReLU for ReLU, in the MLP."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Any nonlinearity does, and LeakyReLU is one."
SEEN = "The nonlinearity is LeakyReLU, where the contract has ReLU."
HINT = "The class docstring names the nonlinearity. Which one stands between your layers?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        self.layers = nn.Sequential(*(nn.LeakyReLU() if isinstance(one, nn.ReLU) else one for one in self.layers))
"""


def activation(y: np.ndarray) -> np.ndarray:
    return np.asarray(np.where(y > 0, y, 0.01 * y))


predict = variation(oracles.mlp, relu=activation)
