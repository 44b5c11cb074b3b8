"""The second hidden layer made and never used."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "A layer takes part once it is made."
SEEN = "The second layer is made, and does not take part."
HINT = "Follow x through forward: which layers does it go through?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        return self.layers[5](self.layers[1](x.flatten(1)).relu())
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    first, _, last = layers
    return oracles.mlp(x, first, last)
