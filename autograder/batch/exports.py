"""The scores in the forms that Canvas, Moodle and Gradescope take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.batch.course import Matched, Person, match, read_course
from autograder.batch.grades import Row
from autograder.batch.spreadsheet import write_table
from autograder.errors import InputFileError
from autograder.settings import Settings
from autograder.slips import nearest

# What Canvas wants to find again of its own export; the last column is the assignment.
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Section")
_MOODLE = ("First name", "Last name", "Surname", "ID number", "Username", "Email address")
_ASSIGNMENT = re.compile(r"\(\d+\)$")  # ends the heading of an assignment in Canvas

Table = list[list[str | float | None]]


def write_export(
    kind: str, rows: list[Row], settings: Settings, path: Path, course: Path | None, column: str | None
) -> Matched | None:
    """Write the table, all or nothing.

    Args:
        kind: one of FORMS.
        course: the course's own list, as that system exports it; its ids are taken over.
        column: the heading of the assignment there.

    Returns:
        Who is who; None without a list.

    Raises:
        InputFileError: the list is not usable, or missing where there must be one.
    """
    headings, people = read_course(course) if course else ([], [])
    matched = match(rows, people) if course else None
    table = FORMS[kind](rows, settings, headings, people, matched, column)
    write_table(path, table)
    return matched


def _canvas(
    rows: list[Row],
    settings: Settings,
    headings: list[str],
    people: list[Person],
    matched: Matched | None,
    column: str | None,
) -> Table:
    if matched is None:
        raise InputFileError(
            "Canvas knows people by its own ids: export the gradebook there, and name the file with --course"
        )
    if "ID" not in headings:
        raise InputFileError(
            f"the list has no column ID, so it is no gradebook of Canvas's; it has {', '.join(headings)[:300]}"
        )
    kept = [heading for heading in _CANVAS if heading in headings]
    table: Table = [[*kept, _column(column, headings, settings)]]
    return table + [[*_cells(person, kept), _total(matched, person)] for person in people]


def _moodle(
    rows: list[Row],
    settings: Settings,
    headings: list[str],
    people: list[Person],
    matched: Matched | None,
    column: str | None,
) -> Table:
    if matched is None:
        head: Table = [["First name", "Last name", "ID number", "Email address", column or settings.title]]
        return head + [[*_split(name), sid, email, score(row)] for row, name, sid, email in _students(rows)]
    if "Identifier" in headings and "Grade" in headings:  # an assignment's own grading worksheet
        table: Table = [[*headings]]
        for person in people:
            row = matched.rows.get(person.line)
            said = {"Grade": score(row), "Feedback comments": "; ".join(row.reasons)} if row else {}
            table.append([said.get(heading, person.cells[heading]) for heading in headings])
        return table
    kept = [heading for heading in _MOODLE if heading in headings]
    title = column or settings.title
    table = [[*kept, title, f"{title} feedback"]]
    for person in people:
        row = matched.rows.get(person.line)
        table.append([*_cells(person, kept), _total(matched, person), "; ".join(row.reasons) if row else ""])
    return table


def _gradescope(
    rows: list[Row],
    settings: Settings,
    headings: list[str],
    people: list[Person],
    matched: Matched | None,
    column: str | None,
) -> Table:
    most = settings.points + settings.written_points
    table: Table = [["First Name", "Last Name", "SID", "Email", column or "Total Score", "Max Points"]]
    if matched is None:
        return table + [[*_split(name), sid, email, score(row), most] for row, name, sid, email in _students(rows)]
    for person in people:
        sid, email = (next(iter(person.of(names)), "") for names in (("sid", "student id"), ("email", "email address")))
        table.append([*_split(person.name), sid, email, _total(matched, person), most])
    return table


FORMS: dict[
    str,
    Callable[[list[Row], Settings, list[str], list[Person], Matched | None, str | None], Table],
] = {"canvas": _canvas, "moodle": _moodle, "gradescope": _gradescope}


def _column(wanted: str | None, headings: list[str], settings: Settings) -> str:
    """The heading of the assignment in Canvas's own export."""
    known = [heading for heading in headings if _ASSIGNMENT.search(heading)]
    if wanted in headings:
        return str(wanted)
    alike = [heading for heading in known if settings.title.casefold() in heading.casefold()]
    if wanted is None and len(alike) == 1:
        return alike[0]
    near = nearest(wanted or settings.title, known, cutoff=0.3)
    hint = f"{near!r} is meant?" if near else f"there are {', '.join(map(repr, known))[:500] or 'none'}"
    raise InputFileError(
        f"which column of Canvas's is this homework's? Name it with --column, its number included: {hint}"
    )


def _cells(person: Person, headings: Iterable[str]) -> list[str | float | None]:
    return [person.cells[heading] for heading in headings]


def _total(matched: Matched, person: Person) -> float | None:
    row = matched.rows.get(person.line)
    return score(row) if row else None


def score(row: Row) -> float | None:
    """The total; None where it was not graded, so that a fault of the grader's is nobody's zero."""
    return row.total if row.tests else None


def _students(rows: list[Row]) -> Iterable[tuple[Row, str, str, str]]:
    return ((row, one.name, one.sid, one.email) for row in rows for one in row.entry.students)


def _split(name: str) -> tuple[str, str]:
    """First and last name: what stands before the last space, and behind it."""
    first, _, last = name.strip().rpartition(" ")
    return first, last
