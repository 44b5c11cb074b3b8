"""The figures of thresholds.json as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table


def print_table(table: Mapping[str, Any], console: Console) -> None:
    """Print the thresholds with what lies on both sides, then what the full training reached."""
    first, last = table["short"]["seeds"]
    short = _table(f"Short training, {last - first + 1} seeds")
    short.add_column("threshold", no_wrap=True)
    for name, entry in table["thresholds"].items():
        models = {
            "reference": (entry["reference"], f"{entry['threshold']:.3f} ({entry['margin_sd']} sd)"),
            **{label: (spread, "must fail") for label, spread in entry["weak"].items()},
            **{label: (spread, "other tests") for label, spread in entry["told_apart_otherwise"].items()},
        }
        for label, (spread, must) in models.items():
            short.add_row(*_cells(name, label, spread), must)
    console.print(short)
    for dataset, part in table["full"].items():
        first, last = part["seeds"]
        full = _table(f"Full training, {dataset}, {part['settings']['train_images']} images, {last - first + 1} seeds")
        for name, labels in part["spreads"].items():
            for label, spread in labels.items():
                full.add_row(*_cells(name, label, spread))
        console.print(full)


def _table(title: str) -> Table:
    return Table("", "mean", "sd", "min", "max", title=title, title_justify="left", box=box.SIMPLE_HEAD)


def _cells(name: str, label: str, spread: Mapping[str, float]) -> list[str]:
    what = f"{name.replace('_', ' ')}, {label}" if label == "reference" else f"  {label}"
    return [what, *(f"{spread[key]:.3f}" if key in spread else "" for key in ("mean", "sd", "min", "max"))]
