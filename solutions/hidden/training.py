"""Trained models and their thresholds. Labels of held-out images never leave the grader."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.grading.checks import fail
from autograder.wall.student import Remote, Student
from hidden import oracles, subset

THRESHOLDS = Path(__file__).parent / "thresholds.json"
IMAGE_SHAPE, CLASSES = (1, 28, 28), 10
MLP_HIDDEN, CNN_CHANNELS = 128, (16, 16)
IMAGES, EPOCHS, LEARNING_RATE, BATCH_SIZE = 2000, 2, 3e-3, 32  # as lab.py's quick profile


@cache
def held_out(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Images that no student has, and their labels: "planted_patch", else Fashion-MNIST."""
    if name == "planted_patch":
        return oracles.planted_patch(1000, seed=2)
    return subset.load("heldout.npz")


@cache
def threshold(name: str) -> float:
    """The accuracy to reach, as calibrated."""
    table = json.loads(THRESHOLDS.read_text(encoding="utf-8"))
    return float(table["thresholds"][name]["threshold"])


def fit(
    student: Student, model: Remote, images: np.ndarray | str, labels: np.ndarray | None = None, **options: Any
) -> list[float]:
    """Train with the students' own loop, in the sandbox; see inside/training.py.

    Returns:
        The loss of every step, at least one.
    """
    losses = student.inside("training.fit", model, images, labels, options, about=model)
    student.insist(isinstance(losses, list) and len(losses) > 0 and all(isinstance(loss, float) for loss in losses))
    return list(losses)


def train(student: Student, model: Remote, labels: np.ndarray | None = None) -> None:
    """Train as question 2a does: two short epochs of plain SGD, on the images' own labels or on others."""
    options = {"epochs": EPOCHS, "lr": LEARNING_RATE, "batch_size": BATCH_SIZE, "limit": IMAGES}
    losses = fit(student, model, "train", labels, **options)
    if not np.isfinite(losses[-1]):
        fail("The loss became NaN or infinite during training.")


def train_on_patches(student: Student, layer: Remote) -> Remote:
    """The classifier on top of `layer` (1 to 8 channels, 12x12 pixels) that finds the planted patch, trained."""
    images, labels = oracles.planted_patch(1024, seed=1)
    model = student.inside("training.patch_classifier", layer, 8, 4, about=layer)
    student.insist(isinstance(model, Remote))
    fit(student, model, images, labels, epochs=6, lr=1e-2, batch_size=64, optimizer="adam")
    return model  # type: ignore[no-any-return]


def check_accuracy(student: Student, model: Remote, name: str, hint: str) -> None:
    """Fail unless `model` classifies the held-out images of `name` at least as well as its threshold."""
    reached = accuracy(student, model, name)
    if not reached >= threshold(name):
        fail(f"After training, its accuracy on new images is {reached:.2f}, which is too low.", hint)


def accuracy(student: Student, model: Remote, name: str) -> float:
    """The part of the held-out images of `name` that `model` classifies rightly."""
    images, labels = held_out(name)
    logits = student.predict(model, images)
    if logits.ndim != 2 or len(logits) != len(labels):
        fail("The model did not return one row of logits for each image.")
    return float(np.mean(logits.argmax(1) == labels))
