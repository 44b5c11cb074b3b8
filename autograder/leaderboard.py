"""Gradescope's leaderboard for question 2a: held-out accuracy under a budget of parameters."""

from __future__ import annotations

from typing import Any

from autograder.config import Leaderboard
from autograder.hidden import training
from autograder.isolation.sandbox import RemoteError, SandboxError
from autograder.remote import Remote, Student


def entries(student: Student, rules: Leaderboard) -> tuple[dict[str, Any], ...]:
    """Train the student's entry as question 2a does and measure it.

    The entry is models.Entry(input_shape, num_classes) where there is one, else the CNN of the question. One that
    fails, or has more parameters than it may, has the accuracy 0: Gradescope ranks every submission.
    """
    accuracy, count = 0.0, 0
    try:
        model = _entry(student)
        count = sum(parameter.value.size for parameter in student.parameters(model).values())
        if count <= rules.parameters:
            training.train(student, model)
            accuracy = training.accuracy(student, model, "fashion_mnist")
    except (RemoteError, SandboxError, AssertionError):
        pass
    return (
        {"name": "accuracy", "value": round(accuracy, 4)},
        {"name": "parameters", "value": count, "order": "asc"},
    )


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
