"""A shift by the image's size or more taken modulo the size."""

import math

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "A shift by the size is no shift."
SEEN = "A shift by the whole image or more leaves pixels that should all be gone: you take it modulo the size."
HINT = "If an image of 5 rows moves down by 6, what of it is left?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, [int(math.fmod(d, size)) for d, size in zip(shift, x.shape[-2:])])

import math
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    near = [int(math.fmod(d, size)) for d, size in zip(shift, np.shape(x)[-2:], strict=True)]
    return oracles.translate(x, near)
