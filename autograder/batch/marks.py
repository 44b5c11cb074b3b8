"""Points and comments for written answers: out as written.csv, checked when they come back, kept in marks.csv."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.atomic import write_whole
from autograder.batch.roster import MARKS, Entry
from autograder.batch.spreadsheet import cell, plain, read_table, write_table
from autograder.errors import InputFileError
from autograder.grading.review import Mark
from autograder.settings import Settings

_NOTHING = "Nothing was taken from this file."
_HEADINGS = ["submission", "question", "points", "comment", "answer"]


@dataclass(frozen=True)
class Given:
    """What a person gave for one written answer.

    Attributes:
        points: None for a comment alone.
        answer: a hash of the answer that was read, so that another answer shows.
    """

    points: float | None
    comment: str
    answer: str


Marks = dict[str, dict[str, Given]]  # submission -> question -> what was given


def read_marks(folder: Path) -> Marks:
    """What has been given so far; nothing where there is no marks.csv.

    Raises:
        InputFileError: somebody has broken the file.
    """
    path = folder / MARKS
    if not path.exists():
        return {}
    headings, rows = read_table(path)
    if missing := [heading for heading in _HEADINGS if heading not in headings]:
        raise InputFileError(f"{path}, line 1: there is no column {missing[0]!r}")
    found: Marks = {}
    for line, row in rows:
        points = _number(row["points"])
        if points is not None and math.isnan(points):
            raise InputFileError(f"{path}, line {line}: points must be a number, got {row['points']!r}")
        found.setdefault(row["submission"], {})[row["question"]] = Given(points, row["comment"], row["answer"])
    return found


def write_marks(marks: Marks, folder: Path) -> None:
    """Write marks.csv, a line for each answer, in a fixed order: it is for version control, too."""
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(_HEADINGS)
    for id in sorted(marks):
        for question, one in sorted(marks[id].items()):
            points = "" if one.points is None else cell(one.points)
            table.writerow([cell(id), question, points, cell(one.comment), one.answer])
    write_whole(folder / MARKS, text.getvalue())


def write_sheet(folder: Path, entries: list[Entry], marks: Marks, settings: Settings, path: Path) -> None:
    """Write the table that a person fills in: a line for each submission, and columns for each question.

    Where its written answer carries points there is a column for them; one for a comment there always is.
    """

    def rows() -> Iterator[list[str | float | None]]:
        heads: list[str | float | None] = ["Submission", "Name"]
        for id, question in settings.questions.items():
            column = [f"{id} points (of {question.written:g})"] if question.written else []
            heads += [f"{id} answer", *column, f"{id} comment"]
        yield heads
        for entry in entries:
            row: list[str | float | None] = [entry.id, ", ".join(student.name for student in entry.students)]
            answers, given = read_answers(folder / entry.id), marks.get(entry.id, {})
            for id, question in settings.questions.items():
                one = given.get(id)
                points = [one.points if one else None] if question.written else []
                row += [answers.get(id, ""), *points, one.comment if one else ""]
            yield row

    write_table(path, rows(), for_excel=True)


def check_sheet(path: Path, folder: Path, entries: list[Entry], settings: Settings) -> Marks:
    """All marks as they will be with what stands in the table that a person filled in.

    An empty cell leaves what is there; a "-" takes it away. What the table does not speak of stays.

    Raises:
        InputFileError: with a line for each slip.
    """
    headings, rows = read_table(path)
    columns, slips = _columns(headings, path, settings)
    if slips:
        raise InputFileError("\n".join([*slips, _NOTHING]))
    known = {plain(cell(entry.id)): entry for entry in entries}
    marks = read_marks(folder)
    taken = {id: dict(questions) for id, questions in marks.items()}
    seen: dict[str, int] = {}
    for line, row in rows:
        place = f"{path.name}, line {line}"
        entry = known.get(row.get("Submission", ""))
        if entry is None:
            slips.append(f"{place}: there is no submission {row.get('Submission', '')!r}")
            continue
        if entry.id in seen:
            slips.append(f"{place}: {entry.id!r} stands in line {seen[entry.id]} already")
            continue
        seen[entry.id] = line
        answers = read_answers(folder / entry.id)
        mine = taken.setdefault(entry.id, {})
        for id, (points_column, comment_column) in columns.items():
            before = mine.get(id) or Given(None, "", "")
            said, comment = row.get(points_column, ""), row.get(comment_column, "") or before.comment
            points = before.points
            if said == "-":
                points = None
            elif said:
                points, slip = _points(said, settings.questions[id].written)
                slips += [f"{place}, {points_column}: {slip}"] if slip else []
            # As it is kept: what marks.csv cannot hold would be new for ever.
            given = Given(points, "" if comment == "-" else plain(cell(comment)), "")
            if given.points is None and not given.comment:
                mine.pop(id, None)
            elif (given.points, given.comment) != (before.points, before.comment):
                mine[id] = replace(given, answer=_hash(answers.get(id, "")))
    if slips:
        raise InputFileError("\n".join([*slips, _NOTHING]))
    return {id: questions for id, questions in taken.items() if questions}


def differences(before: Marks, after: Marks) -> int:
    """How many marks are new, changed or gone."""

    def flat(marks: Marks) -> set[tuple[str, str, Given]]:
        return {(id, question, one) for id, questions in marks.items() for question, one in questions.items()}

    return len({key[:2] for key in flat(before) ^ flat(after)})


def review_marks(
    entry: Entry, marks: Marks, answers: Mapping[str, str], settings: Settings
) -> tuple[dict[str, Mark], list[str]]:
    """The mark of each question of a submission, and what staff should look at."""
    found, flags = {}, []
    for id, question in settings.questions.items():
        given = marks.get(entry.id, {}).get(id)
        if given is None and not question.written:
            continue
        points = given.points if given and question.written else None
        found[id] = Mark(points, question.written, given.comment if given else "")
        if given is not None and given.answer != _hash(answers.get(id, "")):
            flags.append(f"{id}: the written answer is another one than the one that was graded by hand")
        if points is not None and points > question.written:
            flags.append(f"{id}: {points:g} points were given by hand, of {question.written:g}")
    return found, flags


def read_answers(folder: Path) -> dict[str, str]:
    """Question -> written answer of one submission's results; empty where there are none."""
    try:
        answers: dict[str, str] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        return answers
    except (OSError, ValueError):
        return {}


def _columns(headings: list[str], path: Path, settings: Settings) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Question -> its columns for points and for comments, "" where there is none; and what is wrong with them."""
    slips = [] if "Submission" in headings else [f"{path.name}, line 1: there is no column 'Submission'"]
    found: dict[str, tuple[str, str]] = {}
    for heading in headings:
        id, _, kind = heading.partition(" ")
        is_points, is_comment = kind.startswith("points"), kind.startswith("comment")
        if not (is_points or is_comment):
            continue
        if id not in settings.questions:
            slips.append(f"{path.name}, line 1: there is no question {id!r}; there are {', '.join(settings.questions)}")
            continue
        points, comment = found.get(id, ("", ""))
        found[id] = (heading, comment) if is_points else (points, heading)
    if not found and not slips:
        slips.append(f"{path.name}, line 1: there is no column for points or comments, such as '1a points'")
    return found, slips


def _points(text: str, most: float) -> tuple[float | None, str]:
    """The points that a cell says, and what is wrong with them, or ""."""
    points = _number(text)
    if points is None or math.isnan(points):
        return None, f"points must be a number, got {text!r}"
    if not most:
        return None, "the homework gives this answer no points; see `written` in assignment.toml"
    return points, "" if 0 <= points <= most else f"points must be from 0 to {most:g}, got {text}"


def _hash(answer: str) -> str:
    return hashlib.sha256(answer.encode(errors="replace")).hexdigest()[:12]


def _number(text: str) -> float | None:
    """A number as people type it, 1.5 or 1,5; None for an empty cell, NaN for anything else."""
    if not text.strip():
        return None
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
