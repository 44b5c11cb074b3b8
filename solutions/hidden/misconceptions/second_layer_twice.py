"""The second hidden layer used twice."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Two hidden layers can share one module."
SEEN = "The second layer is applied twice."
HINT = "Follow x through forward: how often does it go through each layer?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        y = self.layers[1](x.flatten(1)).relu()
        for _ in range(2):
            y = self.layers[3](y).relu()
        return self.layers[5](y)
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    first, second, last = layers
    return oracles.mlp(x, first, second, second, last)
