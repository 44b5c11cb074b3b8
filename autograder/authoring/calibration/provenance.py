"""What the figures in thresholds.json depend on, and whether it has changed since they were measured."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from autograder.authoring.calibration.fingerprint import fingerprint
from autograder.homework import calibration, hidden
from autograder.settings import Settings


def of_short(settings: Settings) -> dict[str, str]:
    """File of the homework -> SHA-256 of what the short training needs of it."""
    short, _ = calibration(settings)
    data = {name: hashlib.sha256((settings.folder / name).read_bytes()).hexdigest() for name in short.DATA}
    return data | _fingerprints(settings.folder, short.MADE_OF)


def of_full(settings: Settings) -> dict[str, str]:
    """File -> SHA-256 of what the full training needs of it."""
    _, full = calibration(settings)
    return _fingerprints(settings.folder, full.MADE_OF)


def of_evidence(settings: Settings) -> dict[str, str]:
    """File -> SHA-256 of what the accuracies in the homework's text need of it; empty where it has none."""
    calibration(settings)
    module = hidden("calibration.evidence")
    return {} if module is None else _fingerprints(settings.folder, module.MADE_OF)


def versions() -> dict[str, str]:
    return {name: version(name) for name in ("torch", "numpy")} | {"python": platform.python_version()}


def stale(table: Mapping[str, Any], settings: Settings) -> list[str]:
    """What has changed since `table` (thresholds.json's content) was measured, in words; [] where it is current."""
    parts = [("short training", table["short"], of_short(settings))]
    parts += [(f"full training on {name}", part, of_full(settings)) for name, part in table["full"].items()]
    if (module := hidden("calibration.evidence")) is not None:
        path = settings.folder / module.TABLE
        written = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"made_of": {}}
        parts.append(("evidence", written, of_evidence(settings)))
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


def _fingerprints(folder: Path, names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {file: fingerprint((folder / file).read_text(encoding="utf-8"), *roots) for file, roots in names.items()}
