"""Log-probabilities instead of logits, from the MLP."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "A classifier ends with log_softmax."
SEEN = "The outputs are log-probabilities: there is a log_softmax behind the last layer."
HINT = "cross_entropy takes logits, and applies log_softmax itself. What should the last layer hand over?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        return super().forward(x).log_softmax(1)
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    logits = oracles.mlp(x, *layers)
    return np.asarray(logits - np.log(np.exp(logits).sum(1, keepdims=True)))
