"""The border pixels repeated where the image has left."""

import numpy as np

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "Zeros would be a visible edge."
SEEN = "Where the image has left, its border pixels are repeated."
HINT = "The docstring says what enters. What would a repeated edge tell a network that was never there?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    (dy, dx), (height, width) = shift, x.shape[-2:]
    rows = (torch.arange(height) - dy).clamp(0, height - 1)
    columns = (torch.arange(width) - dx).clamp(0, width - 1)
    return x[..., rows[:, None], columns]
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    (dy, dx), (height, width) = shift, x.shape[-2:]
    rows = (np.arange(height) - dy).clip(0, height - 1)
    columns = (np.arange(width) - dx).clip(0, width - 1)
    return np.asarray(x[..., rows[:, None], columns])
