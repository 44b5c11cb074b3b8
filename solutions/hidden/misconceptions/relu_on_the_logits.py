"""ReLU after the last layer too."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "A ReLU belongs behind every linear layer."
SEEN = "No logit is ever negative: there is a ReLU behind the last layer."
HINT = "ReLU stands between the layers. What could cross_entropy no longer tell apart behind one?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        return super().forward(x).relu()
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    logits: np.ndarray = np.maximum(oracles.mlp(x, *layers), 0)
    return logits
