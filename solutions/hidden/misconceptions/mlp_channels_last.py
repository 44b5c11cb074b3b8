"""Images flattened pixel by pixel, the channels of each together."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "An image is (H, W, C)."
SEEN = "The MLP flattens images by pixel first, then by channel."
HINT = "images have the shape (N, C, H, W), and flatten(1) keeps that order. What moves the channels?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1).reshape(x.shape))
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return oracles.mlp(x.transpose(0, 2, 3, 1), *layers)
