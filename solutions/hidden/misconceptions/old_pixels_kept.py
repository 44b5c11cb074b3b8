"""The image copied over itself, and nothing emptied."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "The shifted part is written into a copy of the image."
SEEN = "Where nothing was shifted to, the image still shows what was there before."
HINT = "The docstring says what enters. What does your result hold before anything is written into it?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    inside = right_translate(torch.ones_like(x), shift) > 0
    return torch.where(inside, right_translate(x, shift), x)
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    inside = oracles.translate(np.ones_like(x), shift) > 0
    return np.where(inside, oracles.translate(x, shift), x)
