"""The border pixels repeated where the image has left."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

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


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size)
    return places, (places - d).clip(0, size - 1)


predict = variation(oracles.translate, moved=_moved)
