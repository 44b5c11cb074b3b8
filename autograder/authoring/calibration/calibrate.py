"""Measures all models, and writes thresholds.json and its picture: all or nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.atomic import write_whole
from autograder.authoring.calibration import provenance
from autograder.authoring.calibration.picture import draw
from autograder.authoring.calibration.runs import Run, measure
from autograder.authoring.calibration.thresholds import between, spread
from autograder.errors import CalibrationError
from autograder.homework import calibration, hidden
from autograder.machine import cpus
from autograder.settings import Settings
from autograder.wall.template import Template

TABLE, PICTURE = "hidden/thresholds.json", "hidden/thresholds.svg"  # in the homework's folder
FINISHED = "build/calibration.json"  # beside it

Accuracies = dict[str, dict[str, list[float]]]  # model -> label -> one for each seed


def calibrate(
    settings: Settings, seeds: int, full_seeds: int, dataset: str | None = None, folder: Path | None = None
) -> dict[str, Any]:
    """Measure what build/calibration.json beside the homework does not hold yet, and write its thresholds.

    Args:
        settings: of the homework, whose hidden/calibration/ says what is trained.
        seeds: of the short training, from which the thresholds come; at least 2.
        full_seeds: of the full training; 0 keeps the figures that are there.
        dataset: one of the homework's, for the full training; by default its first.
        folder: holds the data set; see the homework's full.load.

    Returns:
        The content of thresholds.json. Figures of the full training on other data sets stay as they are.

    Raises:
        CalibrationError: the data set cannot be had, or no threshold is far enough from both; nothing was replaced.
    """
    short, full = calibration(settings)
    dataset = dataset or next(iter(full.DATASETS))
    if dataset not in full.DATASETS:
        raise CalibrationError(f"the data set must be one of {', '.join(full.DATASETS)}, got {dataset!r}")
    data = full.load(settings.folder, dataset, folder) if full_seeds else None  # first, since it may be missing
    table = {"thresholds": {}, "short": _short(settings, seeds), "full": _read(settings).get("full", {})}
    found: Accuracies = table["short"]["accuracies"]
    for name, models in short.MODELS.items():
        weak = {label: found[name][label] for label in models.weak}
        apart = {"told_apart_otherwise": {label: spread(found[name][label]) for label in models.told_apart}}
        table["thresholds"][name] = between(name, found[name]["reference"], weak) | apart
    if data is not None:
        table["full"] = {**table["full"], dataset: _full(settings, dataset, data, full_seeds)}
    _evidence(settings)
    write_whole(settings.folder / PICTURE, draw(table, {name: models.title for name, models in short.MODELS.items()}))
    write_whole(settings.folder / TABLE, _json(table))
    return table


def stale(settings: Settings) -> list[str]:
    """What has changed since the figures in thresholds.json were measured, in words; [] where they are current.

    Raises:
        ConfigError: the homework has no thresholds.
    """
    calibration(settings)
    table = _read(settings)
    if "short" not in table:
        return [f"{TABLE} holds no figures"]
    changes = provenance.stale(table, settings)
    picture = settings.folder / PICTURE
    if not changes and not picture.exists():
        changes.append(f"{PICTURE} is missing")
    return changes


def other_versions(settings: Settings) -> list[str]:
    """What was measured with another version than is here; no reason to measure again."""
    table = _read(settings)
    return provenance.other_versions(table) if "short" in table else []


def _short(settings: Settings, seeds: int) -> dict[str, Any]:
    short, _ = calibration(settings)
    made_of = provenance.of_short(settings)
    with Template.of(settings) as template:
        runs = short.runs(settings, template, seeds)
        accuracies = _measured(settings, "Short training", "short", made_of, runs)
    return {
        "seeds": [short.FIRST_SEED, short.FIRST_SEED + seeds - 1],
        "settings": short.SETTINGS,
        "versions": provenance.versions(),
        "made_of": made_of,
        "accuracies": accuracies,
    }


def _evidence(settings: Settings) -> None:
    """Measure what the homework's text says of accuracies, where its calibration/evidence.py says how; write it."""
    module = hidden("calibration.evidence")
    if module is None:
        return
    made_of = provenance.of_evidence(settings)
    with Template.of(settings) as template:
        runs = module.runs(settings, template)
        accuracies = _measured(settings, "Evidence", "evidence", made_of, runs)
    table = {**module.table(accuracies), "versions": provenance.versions(), "made_of": made_of}
    write_whole(settings.folder / module.TABLE, _json(table))


def _full(settings: Settings, dataset: str, data: Any, seeds: int) -> dict[str, Any]:
    _, full = calibration(settings)
    made_of = provenance.of_full(settings)
    sha256 = data.sha256
    runs = full.runs(settings.folder, data, seeds)
    accuracies = _measured(settings, "Full training", f"full {dataset}", {**made_of, "data": sha256}, runs)
    return {
        "seeds": [0, seeds - 1],
        "settings": full.settings(data),
        "versions": provenance.versions(),
        "data_sha256": sha256,
        "made_of": made_of,
        "spreads": _spreads(accuracies),
        "accuracies": accuracies,
    }


def _measured(
    settings: Settings, title: str, kind: str, made_of: Mapping[str, str], runs: Mapping[tuple[str, str, int], Run]
) -> Accuracies:
    """The accuracies of all runs. What finished earlier counts only if code, data and versions are the same."""
    everything = json.dumps([made_of, provenance.versions()], sort_keys=True)
    prefix = f"{kind} {hashlib.sha256(everything.encode()).hexdigest()[:16]}"
    keys = {key: f"{prefix} | {' | '.join(map(str, key))}" for key in runs}
    found = measure(
        title,
        {keys[key]: run for key, run in runs.items()},
        settings.folder.parent / FINISHED,
        workers=max(1, int(cpus())),
    )
    accuracies: Accuracies = {}
    for (name, label, _), key in sorted(keys.items(), key=lambda item: item[0][2]):
        accuracies.setdefault(name, {}).setdefault(label, []).append(round(found[key], 4))
    return accuracies


def _spreads(accuracies: Accuracies) -> dict[str, Any]:
    return {
        name: {label: spread(values) if len(values) > 1 else {"mean": values[0]} for label, values in labels.items()}
        for name, labels in accuracies.items()
    }


def _read(settings: Settings) -> dict[str, Any]:
    path = settings.folder / TABLE
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
