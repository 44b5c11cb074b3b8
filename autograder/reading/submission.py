"""A folder, zip or notebook -> a clean Submission, or a clear refusal.

Whatever a student hands in is looked at as bytes only; nothing of it is run, imported or unpacked to disk here. Only
what is graded is read: what else was handed in costs nothing, however large it is.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import pkgutil
import sys
import tokenize
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError
from autograder.reading.handed_in import MAX_ZIP, HandedIn, files_below, of_file, of_folder, of_zip, of_zipped_folder
from autograder.reading.notebook_file import decoded, read_notebook
from autograder.settings import Settings

if TYPE_CHECKING:
    import nbformat

__all__ = ["Submission", "SubmissionError", "files_below", "read_submission", "read_zipped_folder"]

MAX_NOTEBOOK = 50 * 2**20  # bytes, outputs included
MAX_SOURCE = 2**20  # bytes of one of the homework's files
MAX_HELPER = 200 * 2**10  # bytes of a .py file that the student added
MAX_HELPERS, MAX_ALL_HELPERS = 50, 2**20  # of them, and bytes in all
MAX_HELPER_DEPTH = 4  # folders around one, with its own name
_MAX_NOTES = 20
_LARGE = 5 * 2**20  # bytes of what was passed over and is worth a word
_NOT_HELPERS = {"otter.py", "conftest.py", "setup.py"}
_NOTEBOOK_SUFFIXES = (".ipynb", ".ipynb.json", ".ipynb.txt")  # the last two are what browsers make of it
_EXPORTS = (".html", ".pdf", ".py", ".md", ".tex")


@dataclass(frozen=True)
class Submission:
    """What of a submission is graded.

    Attributes:
        files: name -> content of the concept files and of small .py files beside them, or in folders ("helpers/a.py").
        notebook: the notebook (nbformat 4) without its outputs, or None.
        notes: what the student should know: files that are missing, misnamed, or cannot be read.
        sha256: of what is graded: the files, and the notebook's cells without their outputs.
        missing: those of the settings' files of which nothing was handed in, not even under a name that is alike.
    """

    files: dict[str, bytes]
    notebook: nbformat.NotebookNode | None
    notes: tuple[str, ...]
    sha256: str
    missing: tuple[str, ...] = ()


def read_submission(path: Path, settings: Settings) -> Submission:
    """Read a submission.

    Args:
        path: a folder, a .zip, or an .ipynb.

    Raises:
        SubmissionError: it is none of these, is empty, or its zip is damaged or reaches outside itself.
    """
    if path.is_dir():
        return _clean(of_folder(path), settings)
    if path.suffix.lower() == ".ipynb" and path.is_file():
        return _clean(of_file(path), settings)
    if path.is_file() and zipfile.is_zipfile(path):
        with of_zip(path) as entries:
            return _clean(entries, settings)
    if path.suffix.lower() == ".zip" and path.is_file():
        raise SubmissionError(
            f"{path.name} is not a readable zip file. Make the zip again, open it once yourself, and upload that."
        )
    raise SubmissionError(
        f"A submission must be a folder, a .zip or an .ipynb, got {path.name!r}. Put the files "
        f"{', '.join(settings.files)} and {settings.notebook} into one zip and upload that."
    )


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
    return _clean(of_zipped_folder(archive, members, folder), settings)


def _clean(entries: dict[PurePosixPath, HandedIn], settings: Settings, note: str = "") -> Submission:
    if not any(map(_is_graded, entries)):
        zips = [name for name in entries if name.suffix.lower() == ".zip"]
        if len(zips) == 1 and not note:
            with of_zip(_zip_within(zips[0].name, entries[zips[0]], settings)) as inside:
                return _clean(inside, settings, f"Your files were found in {zips[0].name!r:.120}.")
        raise SubmissionError(
            f"No .py file and no notebook was found. Hand in {', '.join(settings.files)} and {settings.notebook}."
        )
    notes = [note] if note else []
    expected = (*settings.files, settings.notebook)
    root = _root(entries, expected)
    here = {name.name: entry for name, entry in entries.items() if name.parent == root}
    alike: dict[str, list[str]] = {}  # plain name -> names
    for name in sorted(here):
        alike.setdefault(_plain(_as_notebook(name)), []).append(name)
    missing = tuple(name for name in settings.files if _plain(name) not in alike)
    if str(root) != ".":
        notes.append(f"Your files were found in the folder {root.name!r:.120}.")
    meant = {name: _find(name, here, alike, notes) for name in expected}
    files = _sources(meant, settings, notes)
    raw = _read(settings.notebook, meant[settings.notebook], MAX_NOTEBOOK, notes)
    others = {name: entry for name, entry in entries.items() if not any(entry is one for one in meant.values())}
    below = {name.relative_to(root): entry for name, entry in others.items() if name.is_relative_to(root)}
    files |= _helpers(below, {*expected, *settings.support}, notes)
    notebook = None if raw is None else read_notebook(raw, settings.notebook, notes)
    _name_what_is_large(entries, notes)
    if len(notes) > _MAX_NOTES:
        notes[_MAX_NOTES:] = [f"{len(notes) - _MAX_NOTES} more things like these."]
    return Submission(files, notebook, tuple(notes), _digest(files, notebook, settings), missing)


def _zip_within(name: str, entry: HandedIn, settings: Settings) -> bytes:
    """A zip that is all there is: some platforms hand one on as it is."""
    content = entry.read(MAX_ZIP)
    if len(content) > MAX_ZIP:
        raise SubmissionError(
            f"{name!r:.120} is larger than {MAX_ZIP // 2**20} MB. Hand in "
            f"{', '.join(settings.files)} and {settings.notebook} only, without data sets."
        )
    return content


def _sources(meant: Mapping[str, HandedIn | None], settings: Settings, notes: list[str]) -> dict[str, bytes]:
    """The homework's own files, as far as they are there."""
    files = {}
    for name in settings.files:
        source = _read(name, meant[name], MAX_SOURCE, notes)
        if source is not None:
            files[name] = _text(source, name, notes)
    return files


def _digest(files: Mapping[str, bytes], notebook: nbformat.NotebookNode | None, settings: Settings) -> str:
    """One hash of all that is graded: neither outputs nor a cell's metadata change it."""
    digest = hashlib.sha256()
    cells = [] if notebook is None else [[cell.cell_type, cell.source] for cell in notebook.cells]
    for name, content in sorted({**files, settings.notebook: json.dumps(cells).encode()}.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _is_graded(name: PurePosixPath) -> bool:
    return name.name.lower().endswith((".py", *_NOTEBOOK_SUFFIXES))


def _read(name: str, entry: HandedIn | None, most: int, notes: list[str]) -> bytes | None:
    if entry is None:
        return None
    content = entry.read(most)
    if len(content) <= most:
        return content
    notes.append(
        f"{name} is larger than {most // 2**20} MB and was not read, so its questions have no points. "
        "Take out what is not your answer, such as outputs or data, and hand it in again."
    )
    return None


def _text(content: bytes, name: str, notes: list[str]) -> bytes:
    """Source code as Python reads it; UTF-16, as some editors save, made UTF-8."""
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return decoded(content).encode()
        # Another encoding that the file declares is for its sandbox to decode: some take minutes, or are no text's.
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        if encoding.startswith("utf-8"):
            content.decode()
    except (SyntaxError, UnicodeError):
        notes.append(f"{name} is not UTF-8 text, so Python cannot read it. Save it as UTF-8 in your editor.")
    return content


def _helpers(below: Mapping[PurePosixPath, HandedIn], taken: set[str], notes: list[str]) -> dict[str, bytes]:
    """Modules of the student's own, beside the files or in folders."""
    found: dict[str, bytes] = {}
    libraries: dict[str, PurePosixPath] = {}  # a library's name -> the first file that has it
    left, out = MAX_ALL_HELPERS, 0
    for name, entry in sorted(below.items()):
        parts = (*name.parts[:-1], name.stem)
        is_module = name.suffix == ".py" and all(part.isidentifier() and len(part.encode()) < 200 for part in parts)
        if not is_module or len(parts) > MAX_HELPER_DEPTH or f"{parts[0]}.py" in taken | _NOT_HELPERS:
            continue
        if parts[0] in _libraries():
            libraries.setdefault(parts[0], name)
            continue
        if entry.size > MAX_HELPER or len(found) == MAX_HELPERS:
            out += 1
            continue
        content = entry.read(MAX_HELPER)
        if len(content) > min(MAX_HELPER, left):
            out += 1
            continue
        left -= len(content)
        found[str(name)] = content
    notes += [
        f"{str(name)!r:.120} was left out: {library:.60} is the name of a library, in whose way it would stand. "
        "Give it another name."
        for library, name in libraries.items()
    ]
    if out:
        notes.append(
            f"{out} .py files beside the homework's were left out: at most {MAX_HELPERS} are read, of at most "
            f"{MAX_HELPER // 1024} kB each and {MAX_ALL_HELPERS // 1024} kB in all."
        )
    return found


@cache
def _libraries() -> frozenset[str]:
    """Names that `import` gives to the standard library or to what is installed here."""
    # By their files too: Python 3.10 knows only the names that a distribution states, and many state none.
    folders = {str(one.locate_file("")) for one in importlib.metadata.distributions()}
    found = {module.name for module in pkgutil.iter_modules(sorted(folders))}
    return frozenset({*sys.stdlib_module_names, *importlib.metadata.packages_distributions(), *found})


def _name_what_is_large(entries: Mapping[PurePosixPath, HandedIn], notes: list[str]) -> None:
    large = [
        (name, entry.size) for name, entry in sorted(entries.items()) if entry.size > _LARGE and not _is_graded(name)
    ]
    for name, size in large[:3]:
        notes.append(f"{str(name)!r:.120} ({size // 2**20} MB) was passed over: it is not needed.")
    if len(large) > 3:
        notes.append(f"{len(large) - 3} more large files were passed over.")


def _root(entries: Mapping[PurePosixPath, HandedIn], expected: tuple[str, ...]) -> PurePosixPath:
    """The folder that holds most of the expected files; the shallowest, then first by name, among equals."""
    folders: dict[PurePosixPath, set[str]] = {}
    for name, entry in entries.items():
        if entry.size <= (MAX_SOURCE if name.suffix == ".py" else MAX_NOTEBOOK):  # a larger one is not graded
            folders.setdefault(name.parent, set()).add(name.name)
    plain = {_plain(name) for name in expected}

    def rank(folder: PurePosixPath) -> tuple[int, int, int, str]:
        names = folders[folder]
        exact = len(names & set(expected))
        alike = len(plain & {_plain(_as_notebook(name)) for name in names})
        return -exact, -alike, len(folder.parts), str(folder)

    return min(folders, key=rank, default=PurePosixPath("."))


def _plain(name: str) -> str:
    """`name` without case and without what browsers and people add to a copy: "Models (1).py" -> "models.py"."""
    path = PurePosixPath(name.lower())
    stem = path.stem
    short = stem
    while len(stem) < 256:
        short, whole = stem.rstrip(" _-"), stem
        before, bracket, said = short.rpartition("(")
        if bracket and (said.removesuffix(")").isdigit() or said.endswith("copy)")):
            stem = before
        elif short.endswith(("copy", "final")):
            stem = short.removesuffix("copy").removesuffix("final")
        elif short[-1:].isdigit():
            stem = short.rstrip("0123456789")
        if stem == whole:
            break
    return (stem if stem == path.stem else short) + path.suffix


def _as_notebook(name: str) -> str:
    """`name` without what a browser adds to a notebook's."""
    return name[: name.rindex(".")] if name.endswith(_NOTEBOOK_SUFFIXES[1:]) else name


def _find(
    name: str, here: Mapping[str, HandedIn], by_plain: Mapping[str, list[str]], notes: list[str]
) -> HandedIn | None:
    is_notebook = name.endswith(".ipynb")
    alike = by_plain.get(_plain(name), [])
    if name in here:
        if others := ", ".join([f"{other!r:.120}" for other in alike if other != name][:5]):
            notes.append(f"{name} was graded, and {others} beside it was not. Is the right one {name}?")
        return here[name]
    if not alike and is_notebook:
        alike = sorted(other for other in here if other.endswith(_NOTEBOOK_SUFFIXES))
    if len(alike) == 1:
        notes.append(f"{name} is missing; {alike[0]!r:.120} was graded in its place. Hand it in as {name}.")
        return here[alike[0]]
    exports = sorted(other for other in here if is_notebook and _is_export(other, name))
    if alike:
        listed = ", ".join(f"{other!r:.120}" for other in alike[:5])
        notes.append(f"{name} is missing, and several files could be meant: {listed}. Hand in one, as {name}.")
    elif exports:
        notes.append(
            f"{name} is missing: its questions have no points. {exports[0]!r:.120} is an export and not the notebook "
            f"itself. Hand in {name}: JupyterLab's File menu has Download."
        )
    else:
        stem = PurePosixPath(name).stem.lower()
        named = next((f" Is {other!r:.120} meant?" for other in sorted(here) if other.lower().startswith(stem)), "")
        notes.append(
            f"{name} is missing: its questions have no points.{named} Hand it in beside the others, under that name."
        )
    return None


def _is_export(other: str, notebook: str) -> bool:
    return other.endswith(_EXPORTS) and PurePosixPath(_plain(other)).stem == PurePosixPath(_plain(notebook)).stem
