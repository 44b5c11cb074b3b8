"""Reads a folder of results, and writes grades.csv."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.atomic import write_whole
from autograder.batch.roster import Entry, read_roster
from autograder.outputs.printable import printable
from autograder.settings import Settings

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20|%")  # full-width signs as well: some spreadsheets take them


@dataclass(frozen=True)
class Score:
    """What one test gave."""

    points: float
    passed: bool


@dataclass(frozen=True)
class Row:
    """One submission, and what of its results.json a table needs: thousands of them are in memory at a time.

    Attributes:
        total: None where it was not graded yet.
        tests: (question, title) of each test -> its score; empty where it was not graded.
        misconceptions: ids of those recognised.
        flags: what needs a person's eye, in words.
        seconds: that the grading took.
    """

    entry: Entry
    total: float | None
    tests: dict[tuple[str, str], Score]
    misconceptions: frozenset[str]
    flags: tuple[str, ...]
    seconds: float

    @property
    def change(self) -> float | None:
        """The score now, less the score that it had before."""
        return None if self.total is None or self.entry.before is None else self.total - self.entry.before

    def points(self, question: str) -> float:
        return sum(score.points for (number, _), score in self.tests.items() if number == question)

    @property
    def who(self) -> str:
        return ", ".join(student.name or student.email for student in self.entry.students) or self.entry.id

    @property
    def students(self) -> int:
        return max(1, len(self.entry.students))


def read_rows(folder: Path) -> list[Row]:
    """A row for each submission of the roster.

    Raises:
        RosterError: `folder` is none of a batch's.
    """
    return [_row(entry, _read(folder / entry.id / "results.json")) for entry in read_roster(folder)]


class Answers(Mapping[str, Mapping[str, str]]):
    """Who -> the written answers by question, each read when it is asked for: a class's are too long for memory."""

    def __init__(self, folder: Path, rows: list[Row]) -> None:
        self._folder = folder
        self._ids = {f"{row.who} ({row.entry.id})": row.entry.id for row in rows}

    def __getitem__(self, who: str) -> Mapping[str, str]:
        return _read(self._folder / self._ids[who] / "answers.json") or {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _row(entry: Entry, results: dict[str, Any] | None) -> Row:
    if results is None:
        return Row(entry, None, {}, frozenset(), ("not graded yet",), 0.0)
    tests = results["tests"]
    tags = {tag for test in tests for tag in test["tags"]}
    return Row(
        entry,
        float(results["score"]),
        {_key(test["number"], test["name"]): _score(test["score"], test["status"] == "passed") for test in tests},
        frozenset(sys.intern(tag.split(":", 1)[1]) for tag in tags if tag.startswith("misconception:")),
        tuple(_flags(results)),
        float(results.get("execution_time", 0.0)),
    )


@cache
def _key(question: str, title: str) -> tuple[str, str]:
    return question, title


@cache
def _score(points: float, passed: bool) -> Score:
    return Score(points, passed)


def _flags(results: dict[str, Any]) -> Iterator[str]:
    extra, said = results["extra_data"], results.get("output", "")
    yield from map(str, extra.get("flags", []))
    if "grader_failed" in extra:
        yield f"could not be graded: {extra['grader_failed']}"
    elif not extra["submission_sha256"]:
        yield f"could not be read: {said[:300]}".splitlines()[0]
    elif "Written answers received" not in said:
        yield "no written answers"
    else:
        yield from (line.rstrip(".") for line in said.splitlines() if line.startswith("Written answers missing"))
    if any("time limit" in test["output"] for test in results["tests"]):
        yield "ran into a time limit"


def write_grades(rows: list[Row], settings: Settings, path: Path) -> None:
    """Write the table, all or nothing: a line for each student, so that a group has several."""
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    questions = list(settings.questions)
    table.writerow(
        ["Name", "Email", "SID", "Submission", "Submitted", "Total", *questions, "Before", "Change", "Flags"]
    )
    for row in rows:
        numbers = [row.total, *(row.points(question) if row.tests else None for question in questions)]
        earlier = [row.entry.before, row.change]
        for student in row.entry.students or (None,):
            person = [student.name, student.email, student.sid] if student else ["", "", ""]
            cells = [*person, row.entry.id, row.entry.time, *numbers, *earlier, "; ".join(row.flags)]
            table.writerow([_cell(cell) for cell in cells])
    write_whole(path, text.getvalue())


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content
    except (OSError, ValueError):
        return None


def _cell(value: str | float | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = printable(value, 5000).replace("\n", " ")
        return f"'{value}" if value.lstrip().startswith(_FORMULA) else value
    return f"{value:g}"
