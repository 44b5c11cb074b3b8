"""Finds whom a person means: by submission, e-mail, student id or name; names the nearest where nobody fits."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.batch.roster import Entry
from autograder.errors import NobodyError
from autograder.outputs.printable import printable
from autograder.slips import nearest


def find_one(text: str, entries: Iterable[Entry]) -> Entry:
    """The one submission with this id, or with a student of this e-mail or student id.

    Raises:
        NobodyError: there is none, or there are several.
    """
    entries = list(entries)
    found = [entry for entry in entries if _plain(text) in _ids(entry)]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(printable(entry.id, 80) for entry in found[:5])
        raise NobodyError(f"{text!r} stands for {len(found)} submissions; name one of them: {names}")
    known = [one for entry in entries for one in _ids(entry)]
    raise NobodyError(f"no submission, e-mail or student id is {text!r}{_nearest(text, known)}")


def pick(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """The submissions that are meant: as find_one, else by what stands before an e-mail's @, a name, a word of a name.

    Raises:
        NobodyError: there is none.
    """
    entries, wanted = list(entries), _plain(text)
    kinds = (_ids, _locals, _names, _words)
    for known_as in kinds:
        if found := [entry for entry in entries if wanted in known_as(entry)]:
            return found
    known = [one for known_as in kinds for entry in entries for one in known_as(entry)]
    raise NobodyError(f"nobody here is {text!r}{_nearest(text, known)}")


def labels(entry: Entry) -> list[str]:
    """What a person may type for this submission: its id, its students' e-mails."""
    return [entry.id, *(student.email for student in entry.students if student.email)]


def _nearest(text: str, known: Iterable[str]) -> str:
    near = nearest(_plain(text), known, cutoff=0.5)
    return f"; {printable(near, 80)!r} is meant?" if near else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _ids(entry: Entry) -> list[str]:
    students = [text for student in entry.students for text in (student.email, student.sid) if text]
    return [_plain(text) for text in (entry.id, *students)]


def _locals(entry: Entry) -> list[str]:
    return [_plain(student.email.split("@")[0]) for student in entry.students if student.email]


def _names(entry: Entry) -> list[str]:
    return [_plain(student.name) for student in entry.students if student.name]


def _words(entry: Entry) -> list[str]:
    return [word for name in _names(entry) for word in name.replace(",", " ").split()]
