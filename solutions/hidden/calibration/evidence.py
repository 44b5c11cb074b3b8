"""The accuracies that the notebook's text speaks of, in its own settings, over seeds: data/evidence.json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from statistics import fmean, stdev
from typing import Any

import numpy as np

from autograder.authoring.calibration.runs import Run
from autograder.settings import Settings
from autograder.wall.student import Remote, Student
from autograder.wall.template import Template
from hidden import subset, training

TABLE = "data/evidence.json"
SEEDS = 5
_SECONDS = 600  # wall clock of one run, which takes some seconds where nothing else does

# File -> the names in it that the figures depend on, with all that these use; () for the whole file.
MADE_OF: dict[str, tuple[str, ...]] = {
    "models.py": (),
    "lab.py": ("train", "load_images"),
    "inside/training.py": ("fit",),
    "hidden/calibration/weak.py": ("linear",),
    "hidden/calibration/evidence.py": ("MODELS", "TRAINING", "runs"),
}

# The notebook's quick profile, and what its longer run does: label -> the options of lab.train.
TRAINING: dict[str, dict[str, Any]] = {
    "SGD, 2 epochs": {"epochs": 2, "lr": 3e-3, "batch_size": 32, "optimizer": "sgd", "limit": 2000},
    "Adam, 10 epochs": {"epochs": 10, "lr": 1e-3, "batch_size": 32, "optimizer": "adam", "limit": 2000},
}


def _linear(student: Student) -> Remote:
    model: Remote = student.weak.linear(training.IMAGE_SHAPE, training.CLASSES)
    return model


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


MODELS: dict[str, Callable[[Student], Remote]] = {
    "linear": _linear,
    "MLP": _mlp,
    "CNN": _cnn,
    "CNN, features frozen": _frozen_cnn,
}


def runs(settings: Settings, template: Template) -> dict[tuple[str, str, int], Run]:
    """Model, training and seed -> the run: the accuracy on the 1,000 validation images."""
    files = {name: (settings.folder / name).read_bytes() for name in [*settings.files, *settings.support]}
    files["weak.py"] = (settings.folder / "hidden/calibration/weak.py").read_bytes()
    images, labels = subset.load("subset.npz", "validation")

    def accuracy(make: Callable[[Student], Remote], options: Mapping[str, Any], seed: int, _: object) -> float:
        student = Student(lambda: template.sandbox(files, settings.limits, _SECONDS))
        try:
            student.seed(seed)
            model = make(student)
            training.fit(student, model, "train", None, **options, seed=seed)
            return float(np.mean(student.predict(model, images).argmax(1) == labels))
        finally:
            student.close()

    return {
        (name, how, seed): partial(accuracy, make, options, seed)
        for seed in range(SEEDS)
        for name, make in MODELS.items()
        for how, options in TRAINING.items()
    }


def table(accuracies: Mapping[str, Mapping[str, list[float]]]) -> dict[str, Any]:
    """What data/evidence.json holds: for each model and training the mean, the standard deviation, and all values."""
    return {
        "seeds": SEEDS,
        "accuracies": {
            name: {
                how: {"mean": round(fmean(values), 4), "sd": round(stdev(values), 4), "all": values}
                for how, values in trainings.items()
            }
            for name, trainings in accuracies.items()
        },
    }
