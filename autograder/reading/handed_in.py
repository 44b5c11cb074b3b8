"""What stands in a folder or a zip: names and sizes at once, contents only where somebody asks for them."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.errors import SubmissionError

MAX_NAMES = 20_000  # files in a folder or a zip, those that nobody asks for included
MAX_DEPTH = 20  # of folders in folders
MAX_ZIP = 100 * 2**20  # bytes of a zip within a folder or a zip

_MAX_DIRECTORY = 8 * 2**20  # bytes of a zip's list of files, which zipfile reads whole

_SUPPORT = {"tests", "data"}  # folders that come with the homework: the grader has its own copies
_JUNK = _SUPPORT | {"__MACOSX", "__pycache__", ".ipynb_checkpoints", ".git", ".venv", "venv", ".DS_Store", "Thumbs.db"}
_AGAIN = "Make the zip again from the files themselves and upload that."


@dataclass(frozen=True)
class HandedIn:
    """One file: its size as its folder or zip says, which may lie, and `read(n)`, which reads at most n + 1 bytes."""

    size: int
    read: Callable[[int], bytes]


def files_below(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files of a submission's folder, in a fixed order, with names below it ("a/b.py"); no links, no junk."""

    def below(folder: str | Path, name: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if _junk(entry.name):
                continue
            if entry.is_file(follow_symlinks=False):  # no link, which could lead anywhere; no pipe, which could hang us
                yield name + entry.name, entry
            elif entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                yield from below(entry.path, f"{name}{entry.name}/", depth + 1)

    if root.is_dir():
        yield from below(root, "", 0)


def of_folder(root: Path) -> dict[PurePosixPath, HandedIn]:
    return _bounded(
        (PurePosixPath(name), HandedIn(entry.stat().st_size, partial(_read_file, Path(entry.path))))
        for name, entry in files_below(root)
    )


def of_file(path: Path) -> dict[PurePosixPath, HandedIn]:
    return {PurePosixPath(path.name): HandedIn(path.stat().st_size, partial(_read_file, path))}


def of_zipped_folder(
    archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo], folder: str
) -> dict[PurePosixPath, HandedIn]:
    """The files that stand in `folder` once the zip is unpacked, as of_folder finds them."""

    def found() -> Iterator[tuple[PurePosixPath, HandedIn]]:
        for member in members:
            name = PurePosixPath(member.filename).relative_to(folder)
            if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16) or ".." in name.parts or _ignored(name):
                continue
            if len(name.parts) <= MAX_DEPTH + 1:
                yield name, HandedIn(member.file_size, partial(_read_member, archive, member))

    return _bounded(found())


@contextmanager
def of_zip(source: Path | bytes) -> Iterator[dict[PurePosixPath, HandedIn]]:
    """The files of a zip, readable while the context lasts.

    Raises:
        SubmissionError: also from within the context, where a file that is asked for is damaged or locked.
    """
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb") as file:
            end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # what zipfile is about to trust
            if end and end[zipfile._ECD_SIZE] > _MAX_DIRECTORY:  # type: ignore[attr-defined]
                raise _too_many()
            with zipfile.ZipFile(file) as archive:
                yield _bounded(_members(archive))
    except SubmissionError:
        raise
    except Exception as error:  # zipfile raises many types on damaged zips, IndexError and struct.error among them
        raise SubmissionError(f"The zip is damaged ({type(error).__name__}). {_AGAIN}") from error


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, HandedIn]]:
    for member in archive.infolist():
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", member.filename):
            raise SubmissionError(f"The zip has a file whose path leads outside it: {member.filename!r:.120}. {_AGAIN}")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SubmissionError(f"The zip has a link instead of a file: {member.filename!r:.120}. {_AGAIN}")
        if member.flag_bits & 1:
            raise SubmissionError(f"The zip is protected by a password. {_AGAIN}")
        if not (member.is_dir() or _ignored(name)):
            yield name, HandedIn(member.file_size, partial(_read_member, archive, member))


def _bounded(files: Iterable[tuple[PurePosixPath, HandedIn]]) -> dict[PurePosixPath, HandedIn]:
    found = {}
    for count, (name, file) in enumerate(files, 1):
        if count > MAX_NAMES:
            raise _too_many()
        found[name] = file
    return found


def _too_many() -> SubmissionError:
    return SubmissionError(
        f"The submission has more than {MAX_NAMES} files. Hand in the homework's files and the notebook only."
    )


def _read_file(path: Path, most: int) -> bytes:
    with open(path, "rb") as file:
        return file.read(most + 1)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # zipfile has no bound for the others
        raise SubmissionError(f"The zip is compressed in an unusual way: {member.filename!r:.120}. {_AGAIN}")
    with archive.open(member) as file:  # the sizes in the zip's own directory may lie
        return file.read(most + 1)


def _ignored(name: PurePosixPath) -> bool:
    return any(_junk(part) for part in name.parts)


def _junk(part: str) -> bool:
    return part in _JUNK or part.startswith("._")
