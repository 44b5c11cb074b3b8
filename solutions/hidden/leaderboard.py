"""Gradescope's leaderboard for question 2a: held-out accuracy under a budget of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.errors import RemoteError, SandboxError
from autograder.wall.student import Remote, Student
from hidden import training

_SOURCE = 20_000  # bytes of the student's own files that are code; what is more may be numbers in disguise
_BYTES = 4  # of a number
_OTHERS = ("toeplitz.py", "locally_connected.py", "equivariance.py")  # of other questions


def entries(student: Student, rules: Mapping[str, Any], files: Mapping[str, bytes]) -> tuple[dict[str, Any], ...]:
    """Train the student's entry as question 2a does and measure it.

    Args:
        rules: `parameters` is the most that a model may have.
        files: name -> content of all files of the student's. Constants in models.py and in the student's other modules
            count as parameters.

    The entry is models.Entry(input_shape, num_classes) where there is one, else the CNN of the question. One that
    fails, or has more parameters than it may, has the accuracy 0: Gradescope ranks every submission.
    """
    accuracy, count = 0.0, 0
    try:
        model = _entry(student)
        count = student.state_size(model) + max(0, _source(files) - _SOURCE) // _BYTES
        if count <= rules["parameters"]:
            training.train(student, model)
            accuracy = _accuracy(student, model)
    except (RemoteError, SandboxError, AssertionError, TypeError, ValueError):
        accuracy = 0.0
    return (
        {"name": "accuracy", "value": round(accuracy, 4)},
        {"name": "parameters", "value": count, "order": "asc"},
    )


def _source(files: Mapping[str, bytes]) -> int:
    """Bytes of the files that the entry may be made of."""
    return sum(len(content) for name, content in files.items() if name not in _OTHERS)


def _accuracy(student: Student, model: Remote) -> float:
    """On held-out images that are moved and noisy: the plain ones come of a published set, and could be looked up."""
    images, labels = training.held_out("fashion_mnist")
    random = np.random.default_rng(20_231)
    moved = np.stack([np.roll(image, random.integers(-2, 3, 2), (-2, -1)) for image in images])
    moved = (moved + random.normal(0, 0.3, moved.shape)).astype(np.float32)
    return float(np.mean(student.predict(model, moved).argmax(1) == labels))


def _entry(student: Student) -> Remote:
    try:
        entry = student.models.Entry
    except RemoteError:
        made = student.models.CNN(training.IMAGE_SHAPE, training.CNN_CHANNELS, training.CLASSES)
    else:
        made = entry(training.IMAGE_SHAPE, training.CLASSES)
    if not isinstance(made, Remote):
        raise AssertionError(f"an entry must be an nn.Module, got {type(made).__name__}")
    return made
