"""Accuracy thresholds from measured spreads: nobody types a threshold.

The reference and models that are known to be too weak are trained over many seeds, behind the wall and by the very
code that grades. A threshold lies between the two, as many standard deviations from the one as from the other.
"""

from __future__ import annotations

import hashlib
import json
import math
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import numpy as np
from rich.progress import track

from autograder import subset
from autograder.config import PACKAGE, load_settings
from autograder.hidden import training
from autograder.isolation.sandbox import Template
from autograder.remote import Remote, Student

MIN_SD = 0.01  # no spread is taken to be smaller: a few seeds cannot show less, and 1.0 has none at all
MIN_MARGIN = 3.72  # standard deviations: one false failure in 10,000, if accuracies are normally distributed


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


def _trained(make: Callable[[Student], Remote], shuffled: bool = False) -> Callable[[Student, int], float]:
    def accuracy(student: Student, seed: int) -> float:
        _, labels = subset.load("subset.npz", "train")
        wrong = np.random.default_rng(seed).permutation(labels) if shuffled else None
        model = make(student)
        student.fit(model, "train", wrong, epochs=training.EPOCHS, lr=training.LEARNING_RATE)
        return _accuracy(student, model, "fashion_mnist")

    return accuracy


def _untrained(make: Callable[[Student], Remote]) -> Callable[[Student, int], float]:
    return lambda student, seed: _accuracy(student, make(student), "fashion_mnist")


def _planted(layer: Callable[[Student], Remote]) -> Callable[[Student, int], float]:
    def accuracy(student: Student, seed: int) -> float:
        return _accuracy(student, training.train_on_patches(student, layer(student)), "planted_patch")

    return accuracy


def _accuracy(student: Student, model: Remote, name: str) -> float:
    images, labels = training.held_out(name)
    return float(np.mean(student.predict(model, images).argmax(1) == labels))


_SHAPE, _HIDDEN, _CHANNELS, _CLASSES = (
    training.IMAGE_SHAPE, training.MLP_HIDDEN, training.CNN_CHANNELS, training.CLASSES,
)  # fmt: skip

# name -> the reference, the weak models that the threshold must keep out, and those that it cannot: plain SGD trains a
# linear model faster than a deep one, so these are told apart by what the model computes, and only measured here.
MODELS: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "planted_patch": (
        _planted(_local),
        {
            "shared kernel": _planted(lambda student: student.nn("Conv2d", 1, 8, 3)),
            "weights never trained": _planted(_local_without_training),
        },
        {},
    ),
    "mlp": (
        _trained(_mlp),
        {"untrained": _untrained(_mlp), "shuffled labels": _trained(_mlp, shuffled=True)},
        {
            "linear": _trained(lambda student: student.weak.linear(_SHAPE, _CLASSES)),
            "no ReLU": _trained(lambda student: student.weak.mlp_without_relu(_SHAPE, _HIDDEN, _CLASSES)),
        },
    ),
    "cnn": (
        _trained(_cnn),
        {"untrained": _untrained(_cnn), "shuffled labels": _trained(_cnn, shuffled=True)},
        {"no ReLU": _trained(lambda student: student.weak.cnn_without_relu(_SHAPE, _CHANNELS, _CLASSES))},
    ),
    "frozen_cnn": (
        _trained(_frozen_cnn),
        {"classifier frozen too": _untrained(_cnn), "shuffled labels": _trained(_frozen_cnn, shuffled=True)},
        {},
    ),
}


def calibrate(seeds: int, out: Path) -> None:
    """Measure all models over `seeds` seeds and write the thresholds with their provenance to `out`.

    Raises:
        ValueError: the spreads of reference and weak models leave no room for a threshold.
    """
    settings = load_settings()
    solution = PACKAGE.parent / "solutions"
    files = {name: (solution / name).read_bytes() for name in [*settings.files, "lab.py"]}
    files["weak.py"] = (PACKAGE / "weak.py").read_bytes()
    runs = [
        (name, label, measure)
        for name, (reference, weak, apart) in MODELS.items()
        for label, measure in {"reference": reference, **weak, **apart}.items()
    ]
    found: dict[tuple[str, str], list[float]] = {(name, label): [] for name, label, _ in runs}
    with Template() as template:
        for seed in track(range(seeds), "Training"):
            for name, label, measure in runs:
                student = Student(lambda: template.sandbox(files, settings.limits, 120))
                student.seed(1000 + seed)
                found[name, label].append(measure(student, seed))
                student.close()
    thresholds = {name: _between(name, found) for name in MODELS}
    table = {
        "seeds": [1000, 1000 + seeds - 1],
        "versions": {name: version(name) for name in ("torch", "numpy")} | {"python": platform.python_version()},
        "data_sha256": {
            name: hashlib.sha256((PACKAGE / "data" / name).read_bytes()).hexdigest()
            for name in ("subset.npz", "heldout.npz")
        },
        "thresholds": thresholds,
    }
    out.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _between(name: str, found: dict[tuple[str, str], list[float]]) -> dict[str, Any]:
    _, weak, apart = MODELS[name]
    spreads = {label: _spread(values) for (model, label), values in found.items() if model == name}
    reference = spreads["reference"]
    strongest = max((spreads[label] for label in weak), key=lambda spread: spread["mean"] + MIN_MARGIN * spread["sd"])
    gap = reference["mean"] - strongest["mean"]
    margin = gap / (reference["sd"] + strongest["sd"])
    threshold = math.floor(1000 * (reference["mean"] - margin * reference["sd"])) / 1000
    worst = max(spreads[label]["max"] for label in weak)
    if margin < MIN_MARGIN or not worst < threshold < reference["min"]:
        raise ValueError(f"{name}: no threshold keeps {MIN_MARGIN} standard deviations from both: {spreads}")
    return {
        "threshold": threshold,
        "margin_sd": round(margin, 1),
        "reference": reference,
        "weak": {label: spreads[label] for label in weak},
        "told_apart_otherwise": {label: spreads[label] for label in apart},
    }


def _spread(values: list[float]) -> dict[str, float]:
    numbers = {"mean": fmean(values), "sd": max(MIN_SD, stdev(values)), "min": min(values), "max": max(values)}
    return {name: round(number, 4) for name, number in numbers.items()}
