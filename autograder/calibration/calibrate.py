"""Measures all models, and writes thresholds.json and its picture: all or nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.calibration import full, provenance, short
from autograder.calibration.picture import draw
from autograder.calibration.runs import CalibrationError, Run, measure
from autograder.calibration.thresholds import between, spread
from autograder.config import load_settings
from autograder.hidden import training
from autograder.isolation.sandbox import Template
from autograder.machine import cpus
from autograder.whole import write_whole

TABLE, PICTURE = "autograder/thresholds.json", "autograder/thresholds.svg"
FINISHED = "build/calibration.json"

Accuracies = dict[str, dict[str, list[float]]]  # model -> label -> one for each seed


def calibrate(
    root: Path, seeds: int, full_seeds: int, dataset: str = "fashion-mnist", folder: Path | None = None
) -> dict[str, Any]:
    """Measure what `root`/build/calibration.json does not hold yet, and write the thresholds.

    Args:
        root: the repository.
        seeds: of the short training, from which the thresholds come; at least 2.
        full_seeds: of the full training; 0 keeps the figures that are there.
        dataset: "fashion-mnist" or "cifar-10", for the full training.
        folder: holds the data set; see full.load.

    Returns:
        The content of thresholds.json. Figures of the full training on other data sets stay as they are.

    Raises:
        CalibrationError: the data set cannot be had, or no threshold is far enough from both; nothing was replaced.
    """
    data = full.load(root, dataset, folder) if full_seeds else None  # first, since it may be missing
    table = {"thresholds": {}, "short": _short(root, seeds), "full": _read(root).get("full", {})}
    found: Accuracies = table["short"]["accuracies"]
    for name, models in short.MODELS.items():
        weak = {label: found[name][label] for label in models.weak}
        apart = {"told_apart_otherwise": {label: spread(found[name][label]) for label in models.told_apart}}
        table["thresholds"][name] = between(name, found[name]["reference"], weak) | apart
    if data is not None:
        table["full"] = {**table["full"], dataset: _full(root, dataset, data, full_seeds)}
    write_whole(root / PICTURE, draw(table))
    write_whole(root / TABLE, _json(table))
    return table


def stale(root: Path) -> list[str]:
    """What has changed since the figures in thresholds.json were measured, in words; [] where they are current."""
    table = _read(root)
    if "short" not in table:
        return [f"{TABLE} holds no figures"]
    changes = provenance.stale(table, root)
    picture = root / PICTURE
    if not changes and not picture.exists():
        changes.append(f"{PICTURE} is missing")
    return changes


def other_versions(root: Path) -> list[str]:
    """What was measured with another version than is here; no reason to measure again."""
    table = _read(root)
    return provenance.other_versions(table) if "short" in table else []


def _short(root: Path, seeds: int) -> dict[str, Any]:
    made_of = provenance.of_short(root)
    with Template() as template:
        runs = short.runs(root, load_settings(), template, seeds)
        accuracies = _measured(root, "Short training", "short", made_of, runs)
    return {
        "seeds": [short.FIRST_SEED, short.FIRST_SEED + seeds - 1],
        "settings": {
            "optimizer": "SGD",
            "epochs": training.EPOCHS,
            "learning_rate": training.LEARNING_RATE,
            "batch_size": training.BATCH_SIZE,
            "train_images": training.IMAGES,
        },
        "versions": provenance.versions(),
        "made_of": made_of,
        "accuracies": accuracies,
    }


def _full(root: Path, dataset: str, data: full.Data, seeds: int) -> dict[str, Any]:
    made_of = provenance.of_full(root)
    sha256 = data.sha256
    runs = full.runs(root, data, seeds)
    accuracies = _measured(root, "Full training", f"full {dataset}", {**made_of, "data": sha256}, runs)
    return {
        "seeds": [0, seeds - 1],
        "settings": {
            "optimizer": "Adam",
            "epochs_and_learning_rates": full.SCHEDULE,
            "batch_size": full.BATCH_SIZE,
            "train_images": len(data.images),
            "test_images": len(data.test_images),
        },
        "versions": provenance.versions(),
        "data_sha256": sha256,
        "made_of": made_of,
        "spreads": _spreads(accuracies),
        "accuracies": accuracies,
    }


def _measured(
    root: Path, title: str, kind: str, made_of: Mapping[str, str], runs: Mapping[tuple[str, str, int], Run]
) -> Accuracies:
    """The accuracies of all runs. What finished earlier counts only if code, data and versions are the same."""
    everything = json.dumps([made_of, provenance.versions()], sort_keys=True)
    prefix = f"{kind} {hashlib.sha256(everything.encode()).hexdigest()[:16]}"
    keys = {key: f"{prefix} | {' | '.join(map(str, key))}" for key in runs}
    found = measure(title, {keys[key]: run for key, run in runs.items()}, root / FINISHED, workers=max(1, int(cpus())))
    accuracies: Accuracies = {}
    for (name, label, _), key in sorted(keys.items(), key=lambda item: item[0][2]):
        accuracies.setdefault(name, {}).setdefault(label, []).append(round(found[key], 4))
    return accuracies


def _spreads(accuracies: Accuracies) -> dict[str, Any]:
    return {
        name: {label: spread(values) if len(values) > 1 else {"mean": values[0]} for label, values in labels.items()}
        for name, labels in accuracies.items()
    }


def _read(root: Path) -> dict[str, Any]:
    path = root / TABLE
    if not path.exists():
        return {}
    try:
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CalibrationError(f"{path} is not JSON ({error}); restore it, or move it out of the way.") from error
    return table


def _json(table: Mapping[str, Any]) -> str:
    """Indented, but each list of numbers on one line."""
    text = json.dumps(table, indent=2)
    return re.sub(r"\[\s+([-\d.,\se]+?)\s+\]", lambda match: f"[{' '.join(match[1].split())}]", text) + "\n"
