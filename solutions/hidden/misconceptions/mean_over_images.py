"""The error of each image, averaged."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Each image has an error."
SEEN = "You average the errors of single images."
HINT = "x is a batch, and the norms go over all of it: the formula divides once."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    errors = [(one - other)[kept].norm() / other[kept].norm() for one, other in zip(first, after)]
    return torch.stack(errors).mean().item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    errors = [
        oracles.norm((one - other)[kept]) / oracles.norm(other[kept]) for one, other in zip(first, after, strict=True)
    ]
    return float(np.mean(errors))


predict = variation(oracles.equivariance_error, relative_error=_error)
