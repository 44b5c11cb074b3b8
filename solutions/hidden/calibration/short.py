"""The short training, as grading does it: behind the wall, on the images that students have, by the same code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from autograder.authoring.calibration.runs import Run
from autograder.settings import Settings
from autograder.wall.student import Remote, Student
from autograder.wall.template import Template
from hidden import subset, training

SETTINGS = {
    "optimizer": "SGD",
    "epochs": training.EPOCHS,
    "learning_rate": training.LEARNING_RATE,
    "batch_size": training.BATCH_SIZE,
    "train_images": training.IMAGES,
}
# File -> the names in it that the figures depend on, with all that these use; () for the whole file.
MADE_OF: dict[str, tuple[str, ...]] = {
    "models.py": (),
    "hidden/calibration/weak.py": (),
    "locally_connected.py": ("LocallyConnected2d",),
    "lab.py": ("train", "load_images"),
    "inside/training.py": ("fit", "patch_classifier"),
    "hidden/oracles.py": ("planted_patch",),
    "hidden/subset.py": ("load",),
    "hidden/training.py": ("train", "train_on_patches", "accuracy", "IMAGE_SHAPE", "MLP_HIDDEN", "CNN_CHANNELS"),
    "hidden/calibration/short.py": ("MODELS", "runs"),
}
DATA = ("data/subset.npz", "hidden/data/heldout.npz")

FIRST_SEED = 1000  # of the initial weights: apart from those that grading uses
SECONDS = 300  # wall clock of one run, which takes one or two where nothing else does

Measure = Callable[[Student, int], float]  # trains a model from a seed, and returns its accuracy on held-out images


def _local(student: Student) -> Remote:
    layer: Remote = student.locally_connected.LocallyConnected2d(1, 8, (12, 12), 3, False)
    return layer


def _local_without_training(student: Student) -> Remote:
    layer = _local(student)
    student.weak.freeze(layer)
    return layer


def _mlp(student: Student) -> Remote:
    model: Remote = student.models.MLP(training.IMAGE_SHAPE, training.MLP_HIDDEN, training.CLASSES)
    return model


def _cnn(student: Student) -> Remote:
    model: Remote = student.models.CNN(training.IMAGE_SHAPE, training.CNN_CHANNELS, training.CLASSES)
    return model


def _frozen_cnn(student: Student) -> Remote:
    model = _cnn(student)
    student.models.freeze_features(model)
    return model


def _trained(make: Callable[[Student], Remote]) -> Measure:
    def accuracy(student: Student, seed: int) -> float:
        model = make(student)
        training.train(student, model)
        return training.accuracy(student, model, "fashion_mnist")

    return accuracy


def _shuffled(make: Callable[[Student], Remote]) -> Measure:
    def accuracy(student: Student, seed: int) -> float:
        _, labels = subset.load("subset.npz", "train")
        model = make(student)
        training.train(student, model, np.random.default_rng(seed).permutation(labels[: training.IMAGES]))
        return training.accuracy(student, model, "fashion_mnist")

    return accuracy


def _untrained(make: Callable[[Student], Remote]) -> Measure:
    return lambda student, seed: training.accuracy(student, make(student), "fashion_mnist")


def _planted(layer: Callable[[Student], Remote]) -> Measure:
    return lambda student, seed: training.accuracy(
        student, training.train_on_patches(student, layer(student)), "planted_patch"
    )


_SHAPE, _HIDDEN, _CHANNELS, _CLASSES = (
    training.IMAGE_SHAPE, training.MLP_HIDDEN, training.CNN_CHANNELS, training.CLASSES,
)  # fmt: skip


@dataclass(frozen=True)
class Models:
    """What is trained for one threshold.

    Attributes:
        title: what it is, and of which question.
        reference: the solution's model, which must pass.
        weak: models that must not.
        told_apart: models that no accuracy keeps out, since plain SGD trains a linear model faster than a deep one.
            The tests of what a network computes do that; here they are measured only.
    """

    title: str
    reference: Measure
    weak: Mapping[str, Measure]
    told_apart: Mapping[str, Measure] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, Measure]:
        return {"reference": self.reference, **self.weak, **self.told_apart}


MODELS = {
    "planted_patch": Models(
        "planted patch (1d)",
        _planted(_local),
        {
            "shared kernel": _planted(lambda student: student.nn("Conv2d", 1, 8, 3)),
            "weights never trained": _planted(_local_without_training),
        },
    ),
    "mlp": Models(
        "MLP (2a)",
        _trained(_mlp),
        {"untrained": _untrained(_mlp), "shuffled labels": _shuffled(_mlp)},
        {
            "linear": _trained(lambda student: student.weak.linear(_SHAPE, _CLASSES)),
            "no ReLU": _trained(lambda student: student.weak.mlp_without_relu(_SHAPE, _HIDDEN, _CLASSES)),
        },
    ),
    "cnn": Models(
        "CNN (2a)",
        _trained(_cnn),
        {"untrained": _untrained(_cnn), "shuffled labels": _shuffled(_cnn)},
        {"no ReLU": _trained(lambda student: student.weak.cnn_without_relu(_SHAPE, _CHANNELS, _CLASSES))},
    ),
    "frozen_cnn": Models(
        "frozen CNN (2d)",
        _trained(_frozen_cnn),
        # With nothing left to train, what is graded is the network as it was born.
        {"classifier frozen too": _untrained(_cnn), "shuffled labels": _shuffled(_frozen_cnn)},
    ),
}


def runs(settings: Settings, template: Template, seeds: int) -> dict[tuple[str, str, int], Run]:
    """Model, label and number of the seed -> the run, in a sandbox with the solution."""
    files = {name: (settings.folder / name).read_bytes() for name in [*settings.files, *settings.support]}
    files["weak.py"] = (settings.folder / "hidden/calibration/weak.py").read_bytes()

    def run(measure: Measure, seed: int) -> Run:
        def accuracy(_: object) -> float:
            student = Student(lambda: template.sandbox(files, settings.limits, SECONDS))
            try:
                student.seed(FIRST_SEED + seed)
                return measure(student, seed)
            finally:
                student.close()

        return accuracy

    return {
        (name, label, seed): run(measure, seed)
        for seed in range(seeds)
        for name, models in MODELS.items()
        for label, measure in models.all.items()
    }
