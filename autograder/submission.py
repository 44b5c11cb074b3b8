"""A folder, zip or notebook -> a clean Submission, or a clear refusal.

Whatever a student hands in is looked at as bytes only; nothing of it is run, imported or unpacked to disk here.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from autograder.config import Settings

if TYPE_CHECKING:
    import nbformat

MAX_FILE = 20 * 2**20  # bytes; a notebook full of plots has a few megabytes
MAX_TOTAL = 60 * 2**20
MAX_FILES = 2000
MAX_DEPTH = 20  # of folders in folders
MAX_HELPER = 200 * 2**10  # bytes of a .py file that the student added

_SUPPORT = {"tests", "data"}  # folders that come with the homework: the grader has its own copies
_JUNK = _SUPPORT | {"__MACOSX", "__pycache__", ".ipynb_checkpoints", ".git", ".venv", "venv", ".DS_Store", "Thumbs.db"}
_NOT_HELPERS = {"lab.py", "otter.py", "conftest.py", "setup.py"}
_COPY_MARK = re.compile(r"([ _-]*(\(\d+\)|copy|final|\d+))+$", re.IGNORECASE)


class SubmissionError(Exception):
    """The submission cannot be read at all; the message tells the student what to do."""


@dataclass(frozen=True)
class Submission:
    """What of a submission is graded.

    Attributes:
        files: name -> content of the concept files and of small .py files beside them.
        notebook: the notebook (nbformat 4), or None.
        notes: what the student should know: files that are missing, misnamed, or cannot be read.
        sha256: of the names and contents above.
    """

    files: dict[str, bytes]
    notebook: nbformat.NotebookNode | None
    notes: tuple[str, ...]
    sha256: str


def read_submission(path: Path, settings: Settings) -> Submission:
    """Read a submission.

    Args:
        path: a folder, a .zip, or an .ipynb.

    Raises:
        SubmissionError: it is none of these, is empty, or its zip is damaged, too large or reaches outside itself.
    """
    if path.is_dir():
        entries = dict(_gather(_folder(path)))
    elif path.suffix.lower() == ".ipynb" and path.is_file():
        entries = {PurePosixPath(path.name): _bounded(path.read_bytes(), path.name)}
    elif path.is_file() and zipfile.is_zipfile(path):
        entries = dict(_zip(path))
    elif path.suffix.lower() == ".zip" and path.is_file():
        raise SubmissionError(
            f"{path.name} is not a readable zip file. Make the zip again, open it once yourself, and upload that."
        )
    else:
        raise SubmissionError(
            f"A submission must be a folder, a .zip or an .ipynb, got {path.name!r}. Put the files "
            f"{', '.join(settings.files)} and {settings.notebook} into one zip and upload that."
        )
    return _clean(entries, settings)


def read_zipped_folder(
    archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo], folder: str, settings: Settings
) -> Submission:
    """Read a submission that is one folder of a larger zip, as if the zip had been unpacked.

    Args:
        members: those whose names start with `folder`.

    Raises:
        SubmissionError: as read_submission.
        zipfile.BadZipFile, OSError: the larger zip is damaged.
    """
    return _clean(dict(_gather(_zipped_folder(archive, members, folder))), settings)


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


def _folder(root: Path) -> Iterator[tuple[PurePosixPath, int, Callable[[], bytes]]]:
    for name, entry in files_below(root):
        yield PurePosixPath(name), entry.stat().st_size, Path(entry.path).read_bytes


def _zipped_folder(
    archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo], folder: str
) -> Iterator[tuple[PurePosixPath, int, Callable[[], bytes]]]:
    """The files that stand in `folder` once the zip is unpacked, as _folder finds them."""
    for member in members:
        name = PurePosixPath(member.filename).relative_to(folder)
        if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16) or ".." in name.parts or _ignored(name):
            continue
        if len(name.parts) <= MAX_DEPTH + 1:
            yield name, member.file_size, partial(archive.read, member)  # it reads no more than file_size


def _gather(
    files: Iterable[tuple[PurePosixPath, int, Callable[[], bytes]]],
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Names and contents of files given by name, size and a function that reads them; too large ones are left out."""
    total = 0
    for count, (name, size, read) in enumerate(files, 1):
        if count > MAX_FILES:
            raise SubmissionError(
                f"The submission has more than {MAX_FILES} files. Hand in the four files and the notebook only."
            )
        total += size
        _check_total(total)
        if size <= MAX_FILE:
            yield name, read()


def _zip(source: Path | IO[bytes]) -> Iterator[tuple[PurePosixPath, bytes]]:
    again = "Make the zip again from the files themselves and upload that."
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES:
                raise SubmissionError(f"The zip has {len(members)} files; at most {MAX_FILES} are read. {again}")
            total = 0
            for member in members:
                name = PurePosixPath(member.filename.replace("\\", "/"))
                if name.is_absolute() or ".." in name.parts or re.match(r"^[A-Za-z]:", member.filename):
                    raise SubmissionError(
                        f"The zip has a file whose path leads outside it: {member.filename!r:.120}. {again}"
                    )
                if stat.S_ISLNK(member.external_attr >> 16):
                    raise SubmissionError(f"The zip has a link instead of a file: {member.filename!r:.120}. {again}")
                if member.is_dir() or _ignored(name):
                    continue
                if member.flag_bits & 1:
                    raise SubmissionError(f"The zip is protected by a password. {again}")
                with archive.open(member) as file:  # the sizes in the zip's own directory may lie
                    content = file.read(MAX_FILE + 1)
                total += len(content)
                _check_total(total)
                yield name, _bounded(content, member.filename)
    except SubmissionError:
        raise
    except Exception as error:  # zipfile raises many types on damaged zips, IndexError and struct.error among them
        raise SubmissionError(f"The zip is damaged ({type(error).__name__}). {again}") from error


def _ignored(name: PurePosixPath) -> bool:
    return any(_junk(part) for part in name.parts)


def _junk(part: str) -> bool:
    return part in _JUNK or part.startswith("._")


def _bounded(content: bytes, name: str) -> bytes:
    if len(content) > MAX_FILE:
        raise SubmissionError(
            f"{name!r:.120} is larger than {MAX_FILE // 2**20} MB. Clear the notebook's outputs, leave data sets out, "
            "and upload again."
        )
    return content


def _check_total(total: int) -> None:
    if total > MAX_TOTAL:
        raise SubmissionError(
            f"The submission is larger than {MAX_TOTAL // 2**20} MB. Hand in the four files and the notebook only, "
            "without data sets."
        )


def _clean(entries: dict[PurePosixPath, bytes], settings: Settings) -> Submission:
    notes: list[str] = []
    zips = [name for name in entries if name.suffix.lower() == ".zip"]
    if len(zips) == 1 and not any(name.suffix in (".py", ".ipynb") for name in entries):
        notes.append(f"Your files were found in {zips[0].name!r:.120}.")  # some platforms hand a zip on as it is
        entries = dict(_zip(io.BytesIO(entries[zips[0]])))
    if not any(name.suffix in (".py", ".ipynb") for name in entries):
        raise SubmissionError(
            f"No .py file and no notebook was found. Hand in {', '.join(settings.files)} and {settings.notebook}."
        )
    expected = (*settings.files, settings.notebook)
    root = _root(entries, expected)
    here = {name.name: content for name, content in entries.items() if name.parent == root}
    if str(root) != ".":
        notes.append(f"Your files were found in the folder {root.name!r}.")
    chosen = {name: _find(name, here, notes) for name in expected}
    files = {name: content for name in settings.files if (content := chosen[name]) is not None}
    taken = set(expected) | _NOT_HELPERS
    for name, content in sorted(here.items()):
        is_module = name.endswith(".py") and name.removesuffix(".py").isidentifier() and len(name.encode()) < 200
        if is_module and name not in taken and len(content) <= MAX_HELPER:
            files[name] = content
    notebook = _notebook(chosen[settings.notebook], settings.notebook, notes)
    digest = hashlib.sha256()
    for name, content in sorted({**files, settings.notebook: chosen[settings.notebook] or b""}.items()):
        digest.update(f"{name}\0{len(content)}\0".encode(errors="backslashreplace") + content)
    return Submission(files, notebook, tuple(notes), digest.hexdigest())


def _root(entries: dict[PurePosixPath, bytes], expected: tuple[str, ...]) -> PurePosixPath:
    """The folder that holds most of the expected files; the shallowest, then first by name, among equals."""
    folders: dict[PurePosixPath, set[str]] = {}
    for name in entries:
        folders.setdefault(name.parent, set()).add(name.name)

    def rank(folder: PurePosixPath) -> tuple[int, int, int, str]:
        names = folders[folder]
        exact = len(names & set(expected))
        alike = sum(any(_plain(name) == _plain(other) for other in names) for name in expected)
        return -exact, -alike, len(folder.parts), str(folder)

    return min(folders, key=rank, default=PurePosixPath("."))


def _plain(name: str) -> str:
    """`name` without case and without what browsers and people add to a copy: "Models (1).py" -> "models.py"."""
    path = PurePosixPath(name)
    return (_COPY_MARK.sub("", path.stem) + path.suffix).lower()


def _find(name: str, here: dict[str, bytes], notes: list[str]) -> bytes | None:
    if name in here:
        return here[name]
    alike = sorted(other for other in here if _plain(other) == _plain(name))
    if not alike and name.endswith(".ipynb"):
        alike = sorted(other for other in here if other.endswith(".ipynb"))
    if len(alike) == 1:
        notes.append(f"{name} is missing; {alike[0]!r} was graded in its place. Hand it in as {name}.")
        return here[alike[0]]
    if alike:
        listed = ", ".join(repr(other) for other in alike[:5])
        notes.append(f"{name} is missing, and several files could be meant: {listed}. Hand in one, as {name}.")
    else:
        notes.append(f"{name} is missing: its questions have no points. Hand it in beside the others, under that name.")
    return None


def _notebook(content: bytes | None, name: str, notes: list[str]) -> nbformat.NotebookNode | None:
    if content is None:
        return None
    import nbformat  # here, since it takes a quarter of a second, which a batch with nothing to do need not wait

    try:
        text = content.decode("utf-8-sig")
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        if notebook.nbformat < 4:
            notes.append(
                f"{name} was saved in an old format (nbformat {notebook.nbformat}) and has been converted for grading. "
                "Open it in JupyterLab and save it, so that you see what was graded."
            )
            notebook = nbformat.convert(notebook, 4)
        if notebook.nbformat != 4 or not isinstance(notebook.cells, list):
            raise ValueError("no nbformat 4")
        for cell in notebook.cells:
            cell.source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
            if not isinstance(cell.cell_type, str):
                raise ValueError("a cell without a type")
    except Exception as error:  # nbformat raises many types on what is no notebook
        notes.append(
            f"{name} is not a notebook that can be read ({type(error).__name__}), so its questions have no points. "
            "Open it in JupyterLab; if it does not open there, take a fresh copy and move your answers over."
        )
        return None
    return notebook
