"""Reads a folder of results, and writes grades.csv."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.batch.marks import read_answers
from autograder.batch.roster import Entry, read_roster
from autograder.batch.spreadsheet import write_table
from autograder.grading.review import Change
from autograder.settings import Settings


@dataclass(frozen=True)
class Score:
    """What one test gave: its points as they count, those that it found itself, and whether it passed."""

    points: float
    found: float
    passed: bool


@dataclass(frozen=True)
class Added:
    """What people added to a score.

    Attributes:
        automatic: the score that the tests found.
        questions: question -> its points, where they are not the sum of its tests.
        written: points for written answers, or None where nobody has graded one.
        late_days: that it was late.
        reasons: what was changed and why, in words.
    """

    automatic: float
    questions: Mapping[str, float]
    written: float | None
    late_days: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One submission, and what of its results.json a table needs: thousands of them are in memory at a time.

    Attributes:
        total: None where it was not graded yet.
        tests: (question, title) of each test -> its score; empty where it was not graded.
        misconceptions: what was recognised in a test each: the id of one idea, or of two held at once.
        flags: what needs a person's eye, in words.
        seconds: that the grading took.
        added: what people added, or None.
        incomplete: whether a test could not run.
    """

    entry: Entry
    total: float | None
    tests: dict[tuple[str, str], Score]
    misconceptions: frozenset[tuple[str, ...]]
    flags: tuple[str, ...]
    seconds: float
    added: Added | None = None
    incomplete: bool = False

    @property
    def automatic(self) -> float | None:
        """The score that the tests found."""
        return self.added.automatic if self.added else self.total

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.added.reasons if self.added else ()

    @property
    def moved(self) -> bool:
        """Whether the tests found another score than the one that it had before."""
        return None not in (self.automatic, self.entry.before) and self.automatic != self.entry.before

    @property
    def change(self) -> float | None:
        """The score now, less the score that it had before."""
        return None if self.total is None or self.entry.before is None else self.total - self.entry.before

    def points(self, question: str) -> float:
        if self.added and question in self.added.questions:
            return self.added.questions[question]
        return sum(score.points for (number, _), score in self.tests.items() if number == question)

    @property
    def who(self) -> str:
        return self.entry.who

    @property
    def students(self) -> int:
        return max(1, len(self.entry.students))


def read_rows(folder: Path) -> list[Row]:
    """A row for each submission of the roster.

    Raises:
        RosterError: `folder` is none of a batch's.
    """
    return [read_row(folder, entry) for entry in read_roster(folder)]


def read_row(folder: Path, entry: Entry) -> Row:
    """The row of one submission, by the results.json that stands in its folder below `folder`."""
    return _row(entry, _read(folder / entry.id / "results.json"))


class Answers(Mapping[str, Mapping[str, str]]):
    """Who -> the written answers by question, each read when it is asked for: a class's are too long for memory."""

    def __init__(self, folder: Path, rows: list[Row]) -> None:
        self._folder = folder
        self._ids = {f"{row.who} ({row.entry.id})": row.entry.id for row in rows}

    def __getitem__(self, who: str) -> Mapping[str, str]:
        return read_answers(self._folder / self._ids[who])

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _row(entry: Entry, results: dict[str, Any] | None) -> Row:
    if results is None:
        return Row(entry, None, {}, frozenset(), ("not graded yet",), 0.0)
    tests = [test for test in results["tests"] if "written" not in test["tags"]]
    tags = {tag for test in tests for tag in test["tags"]}
    return Row(
        entry,
        float(results["score"]),
        {
            _key(test["number"], test["name"]): _score(test["score"], test["max_score"], test["status"] == "passed")
            for test in tests
        },
        frozenset(ids for test in tests if (ids := _ideas(tuple(test["tags"])))),
        tuple(_flags(results)),
        float(results.get("execution_time", 0.0)),
        _added(results["extra_data"].get("review")),
        "could-not-run" in tags,
    )


def _added(review: dict[str, Any] | None) -> Added | None:
    if review is None:
        return None
    written = [mark["points"] for mark in review["marks"].values() if mark["points"] is not None]
    return Added(
        float(review["automatic"]),
        review["questions"],
        sum(written) if written else None,
        review["late_days"],
        tuple(str(Change(**change)) for change in review["changes"]),
    )


@cache
def _ideas(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(tag.split(":", 1)[1] for tag in tags if tag.startswith("misconception:")))


@cache
def _key(question: str, title: str) -> tuple[str, str]:
    return question, title


@cache
def _score(points: float, most: float, passed: bool) -> Score:
    return Score(points, most if passed else 0.0, passed)


def _flags(results: dict[str, Any]) -> Iterator[str]:
    extra = results["extra_data"]
    yield from map(str, extra.get("flags", []))
    if "grader_failed" in extra:
        yield f"could not be graded: {extra['grader_failed']}"
    elif "unread" in extra:
        yield f"could not be read: {extra['unread'][:300]}".splitlines()[0]
    elif not extra.get("written"):
        yield "no written answers"
    elif missing := extra.get("unanswered"):
        yield f"written answers missing: {', '.join(missing)}"
    if extra.get("timed_out"):
        yield "ran into a time limit"
    yield from extra.get("review", {}).get("flags", [])


def write_grades(rows: list[Row], settings: Settings, path: Path) -> None:
    """Write the table, all or nothing: a line for each student, so that a group has several."""
    questions = list(settings.questions)
    added = ["Found by tests", "Written answers", "Late days", "What was changed"]

    def lines() -> Iterator[list[str | float | None]]:
        yield [
            *("Name", "Email", "SID", "Submission", "Submitted", "Total"),
            *questions,
            *("Before", "Change", "Flags"),
            *added,
        ]
        for row in rows:
            numbers = [row.total, *(row.points(question) if row.tests else None for question in questions)]
            earlier = [row.entry.before, row.change]
            people = [row.added.written if row.added else None, row.added.late_days if row.added else None]
            for student in row.entry.students or (None,):
                person = [student.name, student.email, student.sid] if student else ["", "", ""]
                yield [
                    *(*person, row.entry.id, row.entry.time),
                    *(*numbers, *earlier, "; ".join(row.flags)),
                    *(row.automatic, *people, "; ".join(row.reasons)),
                ]

    write_table(path, lines())


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content
    except (OSError, ValueError):
        return None
