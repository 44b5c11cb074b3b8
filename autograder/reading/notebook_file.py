"""A notebook's bytes -> its cells: type, source and id. Outputs, which may be megabytes of pictures, are skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from autograder.reading.lazy_json import LazyJson

if TYPE_CHECKING:
    import nbformat

MAX_CELLS = 2000
MAX_SOURCE = 2 * 2**20  # characters of all cells together
_MAX_RAW = 4 * MAX_SOURCE  # bytes of one cell's source as JSON writes it
_MAX_SMALL = 1000  # bytes of any other value
# What is needed of a cell -> bytes of its value. The old formats call the source of code its input.
_NEEDED = {b"cell_type": _MAX_SMALL, b"id": _MAX_SMALL, b"level": _MAX_SMALL, b"source": _MAX_RAW, b"input": _MAX_RAW}
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def read_notebook(content: bytes, name: str, notes: list[str]) -> nbformat.NotebookNode | None:
    """The notebook as nbformat 4, or None where it is none; `notes` get what the student should know."""
    from nbformat import (
        v4,
    )  # here, since it takes a quarter of a second, which a batch with nothing to do need not wait

    try:
        cells = _Cells(LazyJson(_utf8(content)))
    except ValueError as error:  # what json and decoding raise
        notes.append(
            f"{name} is not a notebook that can be read ({error!s:.80}), so its questions have no points. "
            "Open it in JupyterLab, clear all outputs, and save it; if it does not open there, take a fresh "
            "copy and move your answers over."
        )
        return None
    if cells.version != 4:
        notes.append(
            f"{name} was saved in an old format (nbformat {cells.version:g}) and has been converted for grading. "
            "Open it in JupyterLab and save it, so that you see what was graded."
        )
    if cells.unread:
        notes.append(
            f"{cells.unread} cells of {name} were not read: a notebook may have {MAX_CELLS} cells, of "
            f"{MAX_SOURCE // 2**20} million characters in all, each with a type and a source of text."
        )
    return v4.new_notebook(cells=[getattr(v4, f"new_{kind}_cell")(source, id=id) for kind, source, id in cells.read])


def decoded(content: bytes) -> str:
    """Text of UTF-8, with a mark in front or without, or of UTF-16 with one.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def _utf8(content: bytes) -> bytes:
    """`content` as `decoded` understands it, without making text of tens of megabytes where it is UTF-8 already."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decoded(content).encode()
    return content.removeprefix(b"\xef\xbb\xbf")


class _Cells:
    """Attributes:
    version: of nbformat: 2, 3 or 4.
    read: kind, source and id of each cell.
    unread: how many others there are.
    """

    def __init__(self, json: LazyJson) -> None:
        """
        Raises:
            ValueError: it is no notebook.
        """
        self.version: Any = None
        self.read: list[tuple[str, str, str]] = []
        self.unread = 0
        self._seen, self._left = 0, MAX_SOURCE
        self._ids: set[str] = set()
        found = False
        for key in json.members():
            if key == b"nbformat" and self.version is None:
                self.version = json.value(_MAX_SMALL)
            elif key == b"cells":
                found = True
                self._add(json)
            elif key == b"worksheets":  # up to nbformat 3
                found = True
                for _ in json.members():
                    for inner in json.members():
                        if inner == b"cells":
                            self._add(json)
        json.end()
        if self.version not in (2, 3, 4) or isinstance(self.version, bool):
            raise ValueError("it names no nbformat from 2 to 4")
        if not found:
            raise ValueError("it has no cells")

    def _add(self, json: LazyJson) -> None:
        for _ in json.members():
            self._seen += 1
            if self._seen > MAX_CELLS:
                self.unread += 1
                continue
            cell: dict[bytes, Any] = {}
            for key in json.members():
                if key in _NEEDED and key not in cell:
                    cell[key] = json.value(_NEEDED[key])
            kind, source = _kind_and_source(cell)
            if source is None or len(source) > self._left:
                self.unread += 1
                continue
            self._left -= len(source)
            id = cell.get(b"id")
            if not (isinstance(id, str) and _ID.fullmatch(id)) or id in self._ids or id.startswith("unnamed-"):
                id = f"unnamed-{len(self.read)}"
            self._ids.add(id)
            self.read.append((kind, source, id))


def _kind_and_source(cell: dict[bytes, Any]) -> tuple[str, str | None]:
    kind, source = cell.get(b"cell_type"), _text(cell.get(b"source", cell.get(b"input")))
    if kind == "heading" and source is not None:  # of the old formats, as is html
        level = cell.get(b"level")
        return "markdown", f"{'#' * int(level) if isinstance(level, float) and 1 <= level <= 6 else '#'} {source}"
    if kind == "html":
        return "markdown", source
    return (kind, source) if kind in ("code", "markdown", "raw") else ("", None)


def _text(source: Any) -> str | None:
    """The text of a cell, without halves of characters, which cannot be written or sent; None where it is none."""
    if isinstance(source, list):
        if not all(isinstance(line, str) for line in source):
            return None
        source = "".join(source)
    if not isinstance(source, str):
        return None
    return source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
