"""The error of each channel, averaged."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Each feature map has an error."
SEEN = "You average the errors of single channels."
HINT = "A feature map has several channels, and the norms go over all of them: the formula divides once."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept, errors = tuple(kept), []
    for channel in range(after.shape[1]):
        gap = (first - after)[:, channel][kept].norm().item()
        size = after[:, channel][kept].norm().item()
        errors.append(0.0 if gap == 0 else gap / size if size else float("inf"))
    return sum(errors) / len(errors)
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    channels = range(after.shape[1])
    errors = [
        oracles.ratio(oracles.norm((first - after)[:, one][kept]), oracles.norm(after[:, one][kept]))
        for one in channels
    ]
    return float(np.mean(errors))


predict = variation(oracles.equivariance_error, relative_error=_error)
