"""report.html: what the class understood, and what needs a person's eye."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import numpy as np

from autograder import __version__
from autograder.batch.grades import Row, read_rows, write_grades
from autograder.config import Settings
from autograder.feedback import render
from autograder.misconceptions import CATALOGUE
from autograder.whole import write_whole
from autograder.written import write_written

_SLOWEST = 10


def write_report(folder: Path, settings: Settings) -> list[Row]:
    """Write grades.csv, written.html and report.html from the results in `folder`.

    Raises:
        RosterError: `folder` is none of a batch's.
    """
    rows = read_rows(folder)
    write_grades(rows, settings, folder / "grades.csv")
    write_written({f"{row.who} ({row.entry.id})": row.answers for row in rows}, settings, folder / "written.html")
    graded = [row for row in rows if row.tests]
    page = render(
        "report.html",
        title=settings.title,
        points=settings.points,
        version=__version__,
        rows=rows,
        graded=graded,
        histogram=_histogram([row.total or 0.0 for row in graded], settings.points) if graded else "",
        mean=fmean(row.total or 0.0 for row in graded) if graded else 0.0,
        questions=_questions(graded, settings),
        tests=_tests(graded),
        misconceptions=_misconceptions(graded),
        eye=[row for row in rows if row.flags or row.change],
        slowest=sorted(graded, key=lambda row: -row.results["execution_time"] if row.results else 0)[:_SLOWEST],
    )
    write_whole(folder / "report.html", page)
    return rows


def _questions(graded: list[Row], settings: Settings) -> list[dict[str, Any]]:
    found = []
    for question in settings.questions.values():
        shares = [row.points(question.id) / question.points for row in graded]
        found.append(
            {
                "id": question.id,
                "title": question.title,
                "points": question.points,
                "mean": fmean(shares) if shares else 0.0,
                "sd": pstdev(shares) if shares else 0.0,
                "full": sum(share == 1 for share in shares),
                "none": sum(share == 0 for share in shares),
            }
        )
    return found


def _tests(graded: list[Row]) -> list[dict[str, Any]]:
    """Pass rate and discrimination of each test."""
    if not graded:
        return []
    totals = np.array([row.total or 0.0 for row in graded])
    found = []
    for place, test in enumerate(graded[0].tests):
        passed = np.array([row.tests[place]["status"] == "passed" for row in graded])
        rest = totals - np.array([row.tests[place]["score"] for row in graded])
        found.append(
            {
                "question": test["number"],
                "name": test["name"],
                "rate": float(passed.mean()),
                "discrimination": discrimination(passed, rest),
            }
        )
    return found


def discrimination(passed: np.ndarray, rest: np.ndarray) -> float | None:
    """Point-biserial correlation of passing a test, shape (N,), with the score on all others, shape (N,).

    None where it has no value: everybody passed, nobody did, or all have the same score.
    """
    if passed.all() or not passed.any() or np.ptp(rest) == 0:
        return None
    return float(np.corrcoef(passed, rest)[0, 1])


def _misconceptions(graded: list[Row]) -> list[dict[str, Any]]:
    """Those that were recognised, the most frequent first; a submission counts once for each."""
    counts: Counter[str] = Counter()
    for row in graded:
        tags = {tag for test in row.tests for tag in test["tags"] if tag.startswith("misconception:")}
        counts.update(tag.removeprefix("misconception:") for tag in tags)
    return [
        {"entry": CATALOGUE[id], "count": count, "share": count / len(graded)}
        for id, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if id in CATALOGUE
    ]


def _histogram(totals: list[float], points: float) -> str:
    """The distribution of totals as SVG that takes its colour from the page."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.ticker import MaxNLocator

    with matplotlib.rc_context({"svg.hashsalt": "totals", "svg.fonttype": "none", "font.size": 9}):
        figure, axes = plt.subplots(figsize=(7, 2.2))
        axes.hist(totals, bins=np.linspace(0, points, 21).tolist(), color="#2f6db5", edgecolor="#8fb4dd", linewidth=0.8)
        axes.axvline(float(np.median(totals)), color="#888888", linestyle="--", linewidth=1)
        axes.set_xlabel("total")
        axes.set_ylabel("submissions")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.spines[["top", "right"]].set_visible(False)
        text = io.StringIO()
        figure.savefig(text, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None})
        plt.close(figure)
    svg = text.getvalue()
    return svg[svg.index("<svg") :].replace("#000000", "currentColor")
