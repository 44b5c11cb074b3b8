"""What there is to grade, and whose it is: a folder of submissions, or the zip that Gradescope exports."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from autograder.submission import files_below
from autograder.whole import write_whole

METADATA = "submission_metadata.yml"
ROSTER = "roster.json"


class RosterError(ValueError):
    """There is nothing to grade in it; the message says what is expected."""


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
    """

    id: str
    place: str
    students: tuple[Student, ...] = ()
    before: float | None = None


class Source:
    """A folder or a Gradescope export, as entries whose content is read when it is needed. A context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        if path.is_dir():
            self.entries = _entries_of_folder(path)
        elif path.is_file() and zipfile.is_zipfile(path):
            self._zip = zipfile.ZipFile(path)
            self.entries = self._entries_of_export(self._zip)
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
        digest = hashlib.sha256()
        if self._zip is not None:
            for member in self._members[entry.place]:
                digest.update(f"{member.filename}\0{member.file_size}\0{member.CRC}\0".encode())
            return digest.hexdigest()
        place = self._path / entry.place
        files = [(PurePosixPath(), place)] if place.is_file() else files_below(place)
        for name, file in files:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{entry.place}/{name}\0{content}\0".encode())
        return digest.hexdigest()

    @contextmanager
    def opened(self, entry: Entry) -> Iterator[Path]:
        """The submission as a folder, zip or notebook on disk."""
        if self._zip is None:
            yield self._path / entry.place
            return
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / PurePosixPath(entry.place).name
            folder.mkdir()
            for member in self._members[entry.place]:
                relative = PurePosixPath(member.filename).relative_to(entry.place)
                if ".." in relative.parts or member.is_dir():
                    continue
                target = folder / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self._zip.read(member))
            yield folder

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
            if path.is_relative_to(top) and len(path.parts) > len(top.parts) + 1:
                self._members.setdefault(str(top / path.parts[len(top.parts)]), []).append(member)
        people = read_metadata(archive.read(metadata))
        names = set(people) | {PurePosixPath(place).name for place in self._members}
        for name in names:  # whoever handed in nothing has no folder
            self._members.setdefault(str(top / name), [])
        return [_entry(name, str(top / name), people) for name in sorted(names)]


def read_metadata(text: bytes) -> dict[str, dict[str, Any]]:
    """Submission -> what Gradescope knows of it: `students`, `before`. What is missing or odd is left out.

    Raises:
        RosterError: not YAML, or no table.
    """
    try:
        table = yaml.safe_load(text)
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
                person = {str(key).lstrip(":"): str(value) for key, value in one.items() if value is not None}
                students.append(Student(person.get("name", ""), person.get("email", ""), person.get("sid", "")))
        try:
            before = float(about["score"])
        except (KeyError, TypeError, ValueError):
            before = None
        found[str(name)] = {"students": tuple(students), "before": before}
    return found


def write_roster(entries: list[Entry], folder: Path) -> None:
    write_whole(folder / ROSTER, json.dumps([asdict(entry) for entry in entries], indent=1) + "\n")


def read_roster(folder: Path) -> list[Entry]:
    """The roster of a folder of results.

    Raises:
        RosterError: there is none.
    """
    try:
        rows = json.loads((folder / ROSTER).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RosterError(f"{folder} is no folder of `autograder batch`: {ROSTER}: {error}") from error
    return [
        Entry(row["id"], row["place"], tuple(Student(**student) for student in row["students"]), row["before"])
        for row in rows
    ]


def _entries_of_folder(folder: Path) -> list[Entry]:
    people = read_metadata((folder / METADATA).read_bytes()) if (folder / METADATA).is_file() else {}
    entries: dict[str, Entry] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__MACOSX")) or path.is_symlink():
            continue
        if path.is_dir() or path.suffix.lower() in (".zip", ".ipynb"):
            name = path.name if path.is_dir() else path.stem
            id = name if name not in entries else path.name  # the same work as a folder and as a zip
            entries[id] = _entry(id, path.name, people)
    for name in people:  # handed in, and nothing in it
        entries.setdefault(name, _entry(name, name, people))
    return list(entries.values())


def _entry(id: str, place: str, people: Mapping[str, dict[str, Any]]) -> Entry:
    about = people.get(id, {})
    return Entry(id, place, about.get("students", ()), about.get("before"))
