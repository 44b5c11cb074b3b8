"""Reads a folder of results, and writes grades.csv."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.roster import Entry, read_roster
from autograder.config import Settings
from autograder.whole import write_whole

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One submission, its results.json (None where it was not graded yet) and its written answers."""

    entry: Entry
    results: dict[str, Any] | None
    answers: dict[str, str]

    @property
    def total(self) -> float | None:
        return None if self.results is None else float(self.results["score"])

    @property
    def tests(self) -> list[dict[str, Any]]:
        tests: list[dict[str, Any]] = [] if self.results is None else self.results["tests"]
        return tests

    @property
    def flags(self) -> list[str]:
        """What needs a person's eye."""
        if self.results is None:
            return ["not graded yet"]
        extra = self.results["extra_data"]
        flags = [str(flag) for flag in extra.get("flags", [])]
        if "grader_failed" in extra:
            flags.append(f"could not be graded: {extra['grader_failed']}")
        if any("time limit" in test["output"] for test in self.tests):
            flags.append("ran into a time limit")
        output = self.results.get("output", "")
        missing = next((line for line in output.splitlines() if line.startswith("Written answers missing")), None)
        return [*flags, missing.rstrip(".")] if missing else flags

    @property
    def change(self) -> float | None:
        """The score now, less the score that it had before."""
        return None if self.total is None or self.entry.before is None else self.total - self.entry.before

    def points(self, question: str) -> float:
        return float(sum(test["score"] for test in self.tests if test["number"] == question))

    @property
    def who(self) -> str:
        return ", ".join(student.name or student.email for student in self.entry.students) or self.entry.id


def read_rows(folder: Path) -> list[Row]:
    """A row for each submission of the roster.

    Raises:
        RosterError: `folder` is none of a batch's.
    """
    rows = []
    for entry in read_roster(folder):
        results, answers = (_read(folder / entry.id / name) for name in ("results.json", "answers.json"))
        rows.append(Row(entry, results, answers or {}))
    return rows


def write_grades(rows: list[Row], settings: Settings, path: Path) -> None:
    """Write the table, all or nothing: a line for each student, so that a group has several."""
    text = io.StringIO()
    table = csv.writer(text)
    questions = list(settings.questions)
    table.writerow(["Name", "Email", "SID", "Submission", "Total", *questions, "Before", "Change", "Flags"])
    for row in rows:
        numbers = [row.total, *(row.points(question) if row.results else None for question in questions)]
        earlier = [row.entry.before, row.change]
        for student in row.entry.students or (None,):
            person = [student.name, student.email, student.sid] if student else ["", "", ""]
            cells = [*person, row.entry.id, *numbers, *earlier, "; ".join(row.flags)]
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
        return f"'{value}" if value.startswith(_FORMULA) else value
    return f"{value:g}"
