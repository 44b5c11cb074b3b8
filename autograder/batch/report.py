"""report.html: what the class understood, and what needs a person's eye."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import numpy as np

from autograder import __version__
from autograder.atomic import write_whole
from autograder.batch.apply import apply_reviews
from autograder.batch.changes import write_changes
from autograder.batch.grades import Answers, Row, read_rows, write_grades
from autograder.batch.journal import note_report, read_journal
from autograder.batch.pictures import pictures
from autograder.batch.roster import read_roster
from autograder.batch.similar import read_pairs
from autograder.grading.misconceptions import catalogue
from autograder.outputs.feedback import render_pieces
from autograder.outputs.written import write_written
from autograder.settings import Settings

_SLOWEST = 10


def write_report(folder: Path, settings: Settings) -> list[Row]:
    """Apply what people said, then write grades.csv, written.html, changes.html and report.html from the results.

    Raises:
        RosterError: `folder` is none of a batch's.
        InputFileError: adjustments.toml or marks.csv has a slip; then nothing is written.
    """
    entries = read_roster(folder)
    apply_reviews(folder, entries, settings)
    moved = write_changes(folder, entries, settings)
    rows = read_rows(folder)
    write_grades(rows, settings, folder / "grades.csv")
    write_written(Answers(folder, rows), settings, folder / "written.html")
    graded = [row for row in rows if row.tests]
    page = render_pieces(
        "report.html",
        title=settings.title,
        points=settings.points + settings.written_points,
        version=__version__,
        rows=rows,
        graded=graded,
        pictures=pictures(graded, settings) if graded else [],
        mean=fmean(row.total or 0.0 for row in graded) if graded else 0.0,
        questions=_questions(graded, settings),
        tests=_tests(graded),
        misconceptions=misconceptions(graded),
        eye=[row for row in rows if row.flags or row.moved],
        added=[row for row in rows if row.reasons],
        moved=len(moved),
        written=settings.written_points > 0,
        journal=read_journal(folder),
        similar=read_pairs(folder),
        people={row.entry.id: row.who for row in rows},
        slowest=sorted(graded, key=lambda row: -row.seconds)[:_SLOWEST],
    )
    write_whole(folder / "report.html", page)
    note_report(folder)
    return rows


def _questions(graded: list[Row], settings: Settings) -> list[dict[str, Any]]:
    found = []
    for question in settings.questions.values():
        if not question.points:  # people give all of them
            continue
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
    """Pass rate and discrimination of each test, over those who were graded with it."""
    found = []
    for question, name in dict.fromkeys(test for row in graded for test in row.tests):
        mine = [row for row in graded if (question, name) in row.tests]
        scores = [row.tests[question, name] for row in mine]
        passed = np.array([score.passed for score in scores])
        rest = np.array([(row.automatic or 0.0) - score.found for row, score in zip(mine, scores, strict=True)])
        found.append(
            {
                "question": question,
                "name": name,
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


def misconceptions(graded: list[Row]) -> list[dict[str, Any]]:
    """Ideas, and pairs of them held at once, with who holds them: the most frequent first; all of a group count.

    Who holds two ideas at once is among those of each, and of the pair.
    """
    held: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in graded:
        for ids in row.misconceptions:
            for some in {ids, *((id,) for id in ids)}:
                if all(id in catalogue() for id in some):
                    held.setdefault(some, {})[row.entry.id] = row
    everybody = sum(row.students for row in graded)
    found = []
    for ids, rows in held.items():
        count = sum(row.students for row in rows.values())
        entries = [catalogue()[id] for id in ids]
        found.append({"entries": entries, "rows": [*rows.values()], "count": count, "share": count / everybody})
    return sorted(found, key=lambda one: (-one["count"], [entry.id for entry in one["entries"]]))
