"""What the figures in thresholds.json depend on, and whether it has changed since they were measured."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from autograder.calibration.fingerprint import fingerprint

# File -> the names in it that count, with all that these use; () for the whole file.
_MODELS: dict[str, tuple[str, ...]] = {
    "solutions/models.py": (),
    "autograder/calibration/weak.py": (),
}
_SHORT = {
    **_MODELS,
    "solutions/locally_connected.py": ("LocallyConnected2d",),
    "solutions/lab.py": ("train", "load_images"),
    "autograder/oracles.py": ("planted_patch",),
    "autograder/subset.py": ("load",),
    "autograder/hidden/training.py": (
        "train", "train_on_patches", "accuracy", "IMAGE_SHAPE", "MLP_HIDDEN", "CNN_CHANNELS",
    ),
    "autograder/isolation/tasks.py": ("fit", "predict", "build", "patch_classifier"),
    "autograder/calibration/short.py": ("MODELS", "runs"),
}  # fmt: skip
_FULL = {
    **_MODELS,
    "solutions/lab.py": ("train", "accuracy"),
    "autograder/hidden/training.py": ("MLP_HIDDEN", "CNN_CHANNELS"),
    "autograder/calibration/full.py": ("MODELS", "runs"),  # the data has a hash of its own
}
_DATA = ("autograder/data/subset.npz", "autograder/data/heldout.npz")


def of_short(root: Path) -> dict[str, str]:
    """File of the repository `root` -> SHA-256 of what the short training needs of it."""
    data = {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in _DATA}
    return data | _fingerprints(root, _SHORT)


def of_full(root: Path) -> dict[str, str]:
    """File -> SHA-256 of what the full training needs of it."""
    return _fingerprints(root, _FULL)


def versions() -> dict[str, str]:
    return {name: version(name) for name in ("torch", "numpy")} | {"python": platform.python_version()}


def stale(table: Mapping[str, Any], root: Path) -> list[str]:
    """What has changed since `table` (thresholds.json's content) was measured, in words; [] where it is current."""
    parts = [("short training", table["short"], of_short(root))]
    parts += [(f"full training on {name}", part, of_full(root)) for name, part in table["full"].items()]
    return [
        f"{file} has changed since the {what} was measured"
        for what, part, now in parts
        for file in sorted({*now, *part["made_of"]})
        if now.get(file) != part["made_of"].get(file)
    ]


def other_versions(table: Mapping[str, Any]) -> list[str]:
    """What the short training was measured with and is not here, in words: no reason to repeat it."""
    then, now = table["short"]["versions"], versions()
    return [f"measured with {name} {then[name]}, here is {now[name]}" for name in now if then[name] != now[name]]


def _fingerprints(root: Path, names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {file: fingerprint((root / file).read_text(encoding="utf-8"), *roots) for file, roots in names.items()}
