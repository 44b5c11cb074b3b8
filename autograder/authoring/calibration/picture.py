"""The picture of thresholds.json: the accuracies of all models with the threshold between them, as SVG."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from autograder.authoring.calibration.thresholds import fitted_sd

# A role has a colour and a marker: they are told apart without seeing colours too.
_REFERENCE, _WEAK, _APART = ("#0b5d8c", "o"), ("#b3401f", "s"), ("#6b6b6b", "x")


class _Row(NamedTuple):
    label: str
    accuracies: Sequence[float]
    spread: Mapping[str, float]
    colour: str
    marker: str


def draw(table: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """One panel for each threshold, one row for each model, one mark for each seed.

    Args:
        table: the content of thresholds.json.
        titles: name of a threshold -> what is trained for it.

    Returns:
        SVG; the same text for the same table and version of matplotlib.
    """
    # No text is left to the fonts of the viewer, and no identifier to chance.
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": "thresholds", "font.size": 9}):
        panels = {name: _rows(entry, table["short"]["accuracies"][name]) for name, entry in table["thresholds"].items()}
        heights = [len(rows) for rows in panels.values()]
        figure = Figure(figsize=(7.2, 0.6 + 0.3 * sum(heights) + 0.32 * len(heights)), layout="constrained")
        axes = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
        for axis, (name, rows) in zip(axes, panels.items(), strict=True):
            entry = table["thresholds"][name]
            _panel(axis, rows, entry["threshold"])
            title = f"{titles[name]}: threshold {entry['threshold']:.3f}, {entry['margin_sd']} sd from both"
            axis.set_title(title, fontsize=9, loc="left", fontweight="bold")
        axes[-1].set(xlim=(0, 1.02), xlabel="accuracy on held-out images; a mark for each seed, a curve for each fit")
        text = io.StringIO()
        figure.savefig(text, format="svg", facecolor="white", metadata={"Date": None})
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _rows(entry: Mapping[str, Any], accuracies: Mapping[str, Sequence[float]]) -> list[_Row]:
    """The reference, then the weak models, then those that no accuracy keeps out."""
    weak, apart = entry["weak"], entry["told_apart_otherwise"]
    return [
        _Row("reference", accuracies["reference"], entry["reference"], *_REFERENCE),
        *(_Row(label, accuracies[label], spread, *_WEAK) for label, spread in weak.items()),
        *(
            _Row(f"{label} (told apart otherwise)", accuracies[label], spread, *_APART)
            for label, spread in apart.items()
        ),
    ]


def _panel(axis: Axes, rows: Sequence[_Row], threshold: float) -> None:
    deviations = np.linspace(-4, 4, 41)
    for y, row in enumerate(rows):
        x = row.spread["mean"] + fitted_sd(row.spread) * deviations
        axis.fill(x, y + 0.38 - 0.76 * np.exp(-(deviations**2) / 2), color=row.colour, alpha=0.2, linewidth=0)
        # Seeds that came out alike are spread over the row's height, by turns, so that they can be counted.
        offsets = 0.24 * (np.arange(len(row.accuracies)) % 5 - 2) / 2
        axis.plot(row.accuracies, y + offsets, row.marker, color=row.colour, markersize=2.6, linewidth=0)
    axis.axvline(threshold, color="black", linewidth=1.2, linestyle="--")
    axis.set(ylim=(len(rows) - 0.5, -0.5), yticks=range(len(rows)), yticklabels=[row.label for row in rows])
    axis.tick_params(axis="y", length=0)
    axis.spines[["top", "right", "left"]].set_visible(False)
