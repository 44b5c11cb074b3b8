"""What there is to grade, and whose it is: a folder of submissions, or the zip that Gradescope exports."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from autograder.atomic import write_whole
from autograder.batch.index import INDEX
from autograder.errors import RosterError
from autograder.outputs.printable import printable
from autograder.reading.submission import MAX_NOTEBOOK, Submission, files_below, read_submission, read_zipped_folder
from autograder.settings import Settings

METADATA = "submission_metadata.yml"
ROSTER = "roster.json"
ADJUSTMENTS = "adjustments.toml"
MARKS = "marks.csv"
JOURNAL = "journal.jsonl"
SIMILAR = "similar"

# Most of an export's metadata, megabytes of it, is earlier results and histories; nobody here reads them.
_UNREAD = re.compile(rb"^  :(?:results|history):.*\n(?:(?:   |  - ).*\n|[ \t\r]*\n)*", re.MULTILINE)
# Everything as plain text, whatever tags there are, and in C where libyaml is.
_YAML = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# What else stands beside the results; the database has companions while it is written.
_RESERVED = (
    "grades.csv",
    "report.html",
    "changes.html",
    "written.html",
    "written.csv",
    "canvas.csv",
    "moodle.csv",
    "gradescope.csv",
    SIMILAR,
    ROSTER,
    ADJUSTMENTS,
    MARKS,
    JOURNAL,
    *(INDEX + end for end in ("", "-journal", "-wal", "-shm")),
)
_MAX_NAME = 160  # bytes of a folder's name; file systems take 255


@dataclass(frozen=True)
class Student:
    """One of those who handed a submission in; any of these may be ""."""

    name: str = ""
    email: str = ""
    sid: str = ""


@dataclass(frozen=True)
class Entry:
    """One submission.

    Attributes:
        id: unique; the name of its folder of results.
        place: where its files are: a path below the source.
        students: more than one in a group, none where nothing is known.
        before: the score that it had, or None.
        time: when it was handed in, as Gradescope writes it, or "".
    """

    id: str
    place: str
    students: tuple[Student, ...] = ()
    before: float | None = None
    time: str = ""

    @property
    def who(self) -> str:
        """Its students by name, else its id."""
        return ", ".join(student.name or student.email for student in self.students) or self.id


class Source:
    """A folder or a Gradescope export, as entries whose content is read when it is needed. A context manager.

    Attributes:
        entries: the submissions, in a fixed order.
        passed_over: names of what stands beside them and is none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        self.passed_over: list[str] = []
        if path.is_dir():
            self._path = _unpacked_export(path) or path
            self.entries, self.passed_over = _entries_of_folder(self._path)
        elif path.is_file() and zipfile.is_zipfile(path):
            try:
                self._zip = zipfile.ZipFile(path)
                self.entries = self._entries_of_export(self._zip)
            except zipfile.BadZipFile as error:
                raise RosterError(f"{path} is damaged: {error}; export it again") from error
        else:
            raise RosterError(f"{path} is neither a folder of submissions nor a readable zip")
        if not self.entries:
            raise RosterError(f"{path} holds no submission: no folder, no .zip and no .ipynb")

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()

    def digest(self, entry: Entry) -> str:
        """A hash of the submission's names and contents, without unpacking anything."""
        digest = hashlib.sha256(entry.place.encode(errors="surrogateescape"))
        if self._zip is not None:
            for member in self._members[entry.place]:
                digest.update(f"{member.filename}\0{member.file_size}\0{member.CRC}\0".encode(errors="replace"))
            return digest.hexdigest()
        place = self._path / entry.place
        files = [(".", place)] if place.is_file() else files_below(place)
        for name, file in files:
            size = file.stat().st_size
            digest.update(f"{name}\0{size}\0".encode(errors="surrogateescape"))
            if size <= MAX_NOTEBOOK:  # a larger one is never read
                with open(file, "rb", buffering=0) as content:
                    digest.update(content.read())
        return digest.hexdigest()

    def read(self, entry: Entry, settings: Settings) -> Submission:
        """The submission of `entry`.

        Raises:
            SubmissionError: it cannot be graded; the message is for the student.
            OSError, zipfile.BadZipFile: its files cannot be read here.
        """
        if self._zip is None:
            return read_submission(self._path / entry.place, settings)
        return read_zipped_folder(self._zip, self._members[entry.place], entry.place, settings)

    def _entries_of_export(self, archive: zipfile.ZipFile) -> list[Entry]:
        found = [name for name in archive.namelist() if PurePosixPath(name).name == METADATA]
        if not found:
            raise RosterError(
                f"{self._path.name} is no export of Gradescope's: it holds no {METADATA}. Grade one submission with "
                "`autograder grade`, or unpack the zip and give the folder."
            )
        metadata = min(found, key=len)
        top = PurePosixPath(metadata).parent
        for member in archive.infolist():
            path = PurePosixPath(member.filename)
            inside = path.is_relative_to(top) and len(path.parts) > len(top.parts) + 1
            if inside and not _hidden(path.parts[len(top.parts)]):
                self._members.setdefault(str(top / path.parts[len(top.parts)]), []).append(member)
        people = read_metadata(archive.read(metadata))
        names = set(people) | {PurePosixPath(place).name for place in self._members}
        for name in names:  # whoever handed in nothing has no folder
            self._members.setdefault(str(top / name), [])
        taken = {_alike(name) for name in _RESERVED}
        entries = []
        for name in sorted(names):
            id = next(one for one in _names(name, name) if _alike(one) not in taken)
            taken.add(_alike(id))
            entries.append(_entry(id, name, str(top / name), people))
        return entries


def read_metadata(text: bytes) -> dict[str, dict[str, Any]]:
    """Submission -> what Gradescope knows of it: `students`, `before`, `time`. What is missing or odd is left out.

    Raises:
        RosterError: not YAML, or no table.
    """
    try:
        table = yaml.load(_UNREAD.sub(b"", text), Loader=_YAML)
    except yaml.YAMLError as error:
        raise RosterError(f"{METADATA} is not readable: {error}") from error
    if not isinstance(table, dict):
        raise RosterError(f"{METADATA} must be a table of submissions, got {type(table).__name__}")
    found = {}
    for name, raw in table.items():
        if str(name) in ("", ".", "..") or "/" in str(name) or "\\" in str(name):
            raise RosterError(f"{METADATA} names a submission {name!r}; a name must be that of one folder")
        about = {str(key).lstrip(":"): value for key, value in raw.items()} if isinstance(raw, dict) else {}
        students = []
        submitters = about.get("submitters")
        for one in submitters if isinstance(submitters, list) else []:
            if isinstance(one, dict):
                person = {str(key).lstrip(":"): value for key, value in one.items() if isinstance(value, str)}
                students.append(Student(person.get("name", ""), person.get("email", ""), person.get("sid", "")))
        try:
            before = float(about["score"])
        except (KeyError, TypeError, ValueError):
            before = None
        found[str(name)] = {"students": tuple(students), "before": before, "time": str(about.get("created_at", ""))}
    return found


def write_roster(entries: list[Entry], folder: Path) -> None:
    write_whole(folder / ROSTER, json.dumps(entries, default=vars) + "\n")


def read_roster(folder: Path) -> list[Entry]:
    """The roster of a folder of results.

    Raises:
        RosterError: there is none.
    """
    try:
        rows = json.loads((folder / ROSTER).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RosterError(f"{folder} is no folder of `autograder batch`: {ROSTER}: {error}") from error
    return [Entry(**{**row, "students": tuple(Student(**student) for student in row["students"])}) for row in rows]


def _unpacked_export(folder: Path) -> Path | None:
    """The one folder that unpacking an export makes, where `folder` is the one around it."""
    inside = [path for path in folder.iterdir() if path.is_dir() and not _hidden(path.name)]
    return inside[0] if len(inside) == 1 and (inside[0] / METADATA).is_file() else None


def _entries_of_folder(folder: Path) -> tuple[list[Entry], list[str]]:
    people = read_metadata((folder / METADATA).read_bytes()) if (folder / METADATA).is_file() else {}
    taken = {_alike(name) for name in _RESERVED}
    entries, passed_over = [], []
    with os.scandir(folder) as found:
        files = sorted(found, key=lambda file: file.name)
    for file in files:
        if file.name == METADATA or _hidden(file.name):
            continue
        is_folder = file.is_dir(follow_symlinks=False)
        stem, suffix = os.path.splitext(file.name)
        if not is_folder and (file.is_symlink() or suffix.lower() not in (".zip", ".ipynb")):
            passed_over.append(file.name)
            continue
        name = file.name if is_folder else stem
        id = next(one for one in _names(name, file.name) if _alike(one) not in taken)
        taken.add(_alike(id))
        entries.append(_entry(id, name, file.name, people))
    here = {entry.place for entry in entries}
    # Handed in, and nothing in it.
    entries += [_entry(name, name, name, people) for name in people if name not in here and _alike(name) not in taken]
    return entries, passed_over


def _hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX"))


def _names(name: str, full: str) -> Iterator[str]:
    """Names for a folder of results, the plainest first, each one that every file system takes and no terminal obeys.

    One that is no UTF-8 (old zips) gets marks in its place, and so do control characters.
    """
    for one in chain((name, full), (f"{full} ({number})" for number in count(2))):
        stem, bracket, number = one.rpartition(" (") if one.endswith(")") and one != full else (one, "", "")
        text = printable(stem.encode(errors="surrogateescape").decode(errors="replace"), len(stem) + 8)
        text = text.replace("\n", "\ufffd").replace("\t", "\ufffd").lstrip(".-") or "_"
        yield text.encode()[:_MAX_NAME].decode(errors="ignore").rstrip() + bracket + number


def _alike(name: str) -> str:
    """The same for two names that are one file on some systems."""
    return unicodedata.normalize("NFC", name).casefold()


def _entry(id: str, name: str, place: str, people: Mapping[str, dict[str, Any]]) -> Entry:
    return Entry(id, place, **people.get(name, {}))
