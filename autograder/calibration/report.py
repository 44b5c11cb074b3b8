"""The figures of thresholds.json as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table


def print_table(table: Mapping[str, Any], console: Console) -> None:
    """Print the thresholds with what lies on both sides, then what the full training reached."""
    first, last = table["short"]["seeds"]
    thresholds = Table(title=f"Short training, {last - first + 1} seeds: mean (sd)", title_justify="left")
    for column in (
        "",
        "reference",
        "strongest weak model",
        "threshold",
        "margin",
        "false failure",
        "told apart otherwise",
    ):
        thresholds.add_column(column)
    for name, entry in table["thresholds"].items():
        label = entry["strongest_weak"]
        thresholds.add_row(
            name,
            _mean(entry["reference"]),
            f"{label} {_mean(entry['weak'][label])}",
            f"{entry['threshold']:.3f}",
            f"{entry['margin_sd']} sd",
            f"{entry['false_failure']:.0e}",
            ", ".join(f"{label} {_mean(spread)}" for label, spread in entry["told_apart_otherwise"].items()),
        )
    console.print(thresholds)
    for dataset, part in table["full"].items():
        first, last = part["seeds"]
        settings = part["settings"]
        title = f"Full training, {dataset} ({settings['train_images']} images), {last - first + 1} seeds: mean (sd)"
        full = Table("", "model", "test accuracy", title=title, title_justify="left")
        for name, labels in part["spreads"].items():
            for label, spread in labels.items():
                full.add_row(name, label, _mean(spread))
        console.print(full)


def _mean(spread: Mapping[str, float]) -> str:
    return f"{spread['mean']:.3f}" + (f" ({spread['sd']:.3f})" if "sd" in spread else "")
