"""A course's own list of people, and who of a batch is whom on it: by e-mail, by id, by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.grades import Row
from autograder.batch.roster import Student
from autograder.batch.spreadsheet import read_table
from autograder.errors import InputFileError

# Headings as Canvas, Moodle and Gradescope write them, in plain small letters.
_EMAILS = ("email", "email address", "e-mail", "sis login id", "login id", "username")
_SIDS = ("sid", "student id", "sis user id", "id number", "integration id", "username", "sis login id", "id")
_NAMES = ("name", "student", "full name")
_SURNAMES, _FIRST_NAMES = ("last name", "surname"), ("first name",)


@dataclass(frozen=True)
class Person:
    """One line of a course's list: its cells by heading."""

    line: int
    cells: dict[str, str]

    def of(self, headings: Iterable[str]) -> list[str]:
        """The cells that are not empty under any of these headings, in plain small letters."""
        plain = {heading.casefold(): value.strip() for heading, value in self.cells.items()}
        return [plain[heading] for heading in headings if plain.get(heading)]

    @property
    def name(self) -> str:
        """First name first."""
        if parts := [*self.of(_FIRST_NAMES), *self.of(_SURNAMES)]:
            return " ".join(parts)
        whole = next(iter(self.of(_NAMES)), "")
        last, comma, first = whole.partition(",")
        return f"{first.strip()} {last.strip()}" if comma else whole

    @property
    def label(self) -> str:
        return " ".join(filter(None, [self.name, next(iter(self.of(_EMAILS)), "")])) or f"line {self.line}"


@dataclass(frozen=True)
class Matched:
    """Who of a course is who of a batch.

    Attributes:
        rows: line of the course's list -> the submission.
        nobody: students of the batch whom the list does not have, or has several of, in words.
        missing: people of the list without a submission.
    """

    rows: dict[int, Row]
    nobody: list[str]
    missing: list[Person]


def read_course(path: Path) -> tuple[list[str], list[Person]]:
    """The headings and the people of a list that Canvas, Moodle or Gradescope has exported.

    Raises:
        InputFileError: it is no table, or none of its columns tells people apart.
    """
    headings, rows = read_table(path)
    if not {heading.casefold() for heading in headings} & {*_EMAILS, *_SIDS, *_NAMES, *_SURNAMES}:
        raise InputFileError(
            f"{path}, line 1: no column tells people apart; there must be one such as Email, SID or Name, and there "
            f"are {', '.join(headings)[:300]}"
        )
    people = [Person(line, cells) for line, cells in rows]
    return headings, [person for person in people if not _is_points_possible(person)]


def match(rows: list[Row], people: list[Person]) -> Matched:
    """Match by e-mail first, then by id, then by name; where two could be meant, nobody is."""
    by_line: dict[int, Row] = {}
    unsure: dict[int, list[str]] = {}
    left = [(student, row) for row in rows for student in row.entry.students]
    nobody = [f"{row.who}: nobody knows whose it is" for row in rows if not row.entry.students]
    keys: list[tuple[Callable[[Student], str], Callable[[Person], list[str]]]] = [
        (lambda student: student.email.casefold(), lambda person: [one.casefold() for one in person.of(_EMAILS)]),
        (lambda student: student.sid.casefold(), lambda person: [one.casefold() for one in person.of(_SIDS)]),
        (lambda student: _plain(student.name), lambda person: [_plain(person.name)]),
    ]
    for of_student, of_person in keys:
        index: dict[str, list[Person]] = {}
        for person in people:
            for key in dict.fromkeys(of_person(person)):
                index.setdefault(key, []).append(person)
        counts: dict[str, int] = {}
        for student, _ in left:
            counts[of_student(student)] = counts.get(of_student(student), 0) + 1
        rest = []
        for student, row in left:
            key = of_student(student)
            found = index.get(key, []) if key else []
            is_name = of_person is keys[2][1]
            if len(found) != 1 or (is_name and (counts[key] > 1 or found[0].line in by_line)):
                rest.append((student, row))
            elif found[0].line in by_line and by_line[found[0].line].entry.id != row.entry.id:
                unsure.setdefault(found[0].line, [by_line[found[0].line].entry.id]).append(row.entry.id)
            else:
                by_line[found[0].line] = row
        left = rest
    for line, ids in unsure.items():  # handed in twice, alone and in a group: a person has to say which counts
        label = next(person.label for person in people if person.line == line)
        nobody.append(f"{label}: has several submissions ({', '.join(ids)})")
        del by_line[line]
    nobody += [
        f"{student.name or student.email or student.sid} ({row.entry.id}): not on the list" for student, row in left
    ]
    return Matched(by_line, nobody, [person for person in people if person.line not in by_line])


def _is_points_possible(person: Person) -> bool:
    """Whether it is Canvas's second line, which says how many points there are."""
    return any(value.strip().casefold() == "points possible" for value in person.cells.values())


def _plain(name: str) -> str:
    """A name without case, accents, order and commas."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char)).replace(",", " ")
    return " ".join(sorted(text.split()))
