"""The pictures of a class: how the totals are distributed, and the points of each question."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.batch.grades import Row
from autograder.settings import Settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BLUE, _PALE, _GREY, _ORANGE = "#2f6db5", "#8fb4dd", "#888888", "#d9822b"


@dataclass(frozen=True)
class Picture:
    """SVG that takes its colour from the page, a title, and how to read it."""

    svg: str
    title: str
    text: str


def pictures(graded: list[Row], settings: Settings) -> list[Picture]:
    """Both pictures of those who were graded, at least one."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    found = []
    for draw, title, text in [
        (_totals, "Totals", "The dashed line is the median."),
        (_questions, "Points by question", "Boxes hold the middle half; thick lines are medians, diamonds means."),
    ]:
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.size": 9}):
            figure, axes = plt.subplots(figsize=(4.6, 2.4))
            axes.spines[["top", "right"]].set_visible(False)
            draw(axes, graded, settings)
            file = io.StringIO()
            figure.savefig(file, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None})
            plt.close(figure)
        svg = file.getvalue()
        found.append(Picture(svg[svg.index("<svg") :].replace("#000000", "currentColor"), title, text))
    return found


def _totals(axes: Axes, graded: list[Row], settings: Settings) -> None:
    from matplotlib.ticker import MaxNLocator

    totals = [row.total or 0.0 for row in graded]
    bins = np.linspace(0, max(settings.points + settings.written_points, *totals), 21).tolist()
    axes.hist(totals, bins=bins, color=_BLUE, edgecolor=_PALE, linewidth=0.8)
    axes.axvline(float(np.median(totals)), color=_GREY, linestyle="--", linewidth=1)
    axes.set(xlabel="total", ylabel="submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _questions(axes: Axes, graded: list[Row], settings: Settings) -> None:
    from matplotlib.ticker import PercentFormatter

    questions = [question for question in settings.questions.values() if question.points]
    line = {"color": _BLUE}
    axes.boxplot(
        [[row.points(question.id) / question.points for row in graded] for question in questions],
        tick_labels=[question.id for question in questions],
        boxprops=line,
        whiskerprops=line,
        capprops=line,
        medianprops={"color": _BLUE, "linewidth": 2.5},
        showmeans=True,
        meanprops={"marker": "D", "markerfacecolor": _ORANGE, "markeredgecolor": _ORANGE, "markersize": 4},
        flierprops={"marker": "o", "markerfacecolor": "none", "markeredgecolor": _GREY, "markersize": 3},
    )
    axes.set(xlabel="question", ylabel="points", ylim=(-0.05, 1.05))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
