"""The hidden layer added to its input."""

import numpy as np

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Residual networks train better."
SEEN = "The second layer's output is added to its input: that is a residual network."
HINT = "The docstring names three linear layers with ReLU between them. What else does yours add?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        y = self.layers[1](x.flatten(1)).relu()
        return self.layers[5](y + self.layers[3](y).relu())
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    first, second, last = layers
    y = np.maximum(x.reshape(len(x), -1) @ first[0].T + first[1], 0)
    y = y + np.maximum(y @ second[0].T + second[1], 0)
    return np.asarray(y @ last[0].T + last[1])
