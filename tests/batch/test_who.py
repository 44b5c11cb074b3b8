"""Whom a person means by what they type."""

from __future__ import annotations

import pytest

from autograder.batch.roster import Entry, Student
from autograder.batch.who import find_one, pick
from autograder.errors import NobodyError

ENTRIES = [
    Entry("s1", "s1", (Student("Ada Lovelace", "ada.l@example.edu", "0042"),)),
    Entry("s2", "s2", (Student("Anna Schmidt", "anna@example.edu", "7"), Student("Müller, Jörg", "jm@example.edu"))),
    Entry("s3", "s3", (Student("Anna Schmidt", "anna2@example.edu", "8"),)),
    Entry("Грейс Хоппер", "x"),
]


@pytest.mark.parametrize(
    "text, ids",
    [
        ("s2", ["s2"]),
        ("0042", ["s1"]),
        ("ADA.L@EXAMPLE.EDU", ["s1"]),
        ("ada.l", ["s1"]),
        ("anna", ["s2"]),  # what stands before an @ is nearer than a word of a name
        ("anna  schmidt", ["s2", "s3"]),
        ("schmidt", ["s2", "s3"]),
        ("jörg", ["s2"]),
        ("müller, jörg", ["s2"]),
        ("грейс хоппер", ["Грейс Хоппер"]),
    ],
)
def test_the_nearest_kind_of_name_decides(text: str, ids: list[str]) -> None:
    assert [entry.id for entry in pick(text, ENTRIES)] == ids


def test_a_slip_gets_the_nearest_known_one() -> None:
    with pytest.raises(NobodyError, match="nobody here is 'adda'; 'ada' is meant"):
        pick("adda", ENTRIES)
    with pytest.raises(NobodyError, match=r"no submission, e-mail or student id is 'anna3@example\.edu'; 'anna"):
        find_one("anna3@example.edu", ENTRIES)
    with pytest.raises(NobodyError, match=r"is 'Ada Lovelace'$"):  # a name is not enough where scores are changed
        find_one("Ada Lovelace", ENTRIES[:1])
