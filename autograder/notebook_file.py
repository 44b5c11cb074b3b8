"""A notebook's bytes -> its cells: type, source and id. Outputs, which may be megabytes of pictures, are left out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import nbformat

MAX_CELLS = 2000
MAX_SOURCE = 2 * 2**20  # characters of all cells together
_MAX_PARTS = 3_000_000  # braces, brackets and commas: each may be an object of some hundred bytes
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_TYPES = ("code", "markdown", "raw")


def read_notebook(content: bytes, name: str, notes: list[str]) -> nbformat.NotebookNode | None:
    """The notebook as nbformat 4, or None where it is none; `notes` get what the student should know."""
    import nbformat  # here, since it takes a quarter of a second, which a batch with nothing to do need not wait

    try:
        text = decoded(content)
        if sum(map(text.count, "{[,")) > _MAX_PARTS:
            raise ValueError(f"it has more than {_MAX_PARTS} parts")
        raw = json.loads(text)
        version = raw.get("nbformat") if isinstance(raw, dict) else None
        if version in (1, 2, 3):
            notes.append(
                f"{name} was saved in an old format (nbformat {version}) and has been converted for grading. "
                "Open it in JupyterLab and save it, so that you see what was graded."
            )
            raw = nbformat.convert(nbformat.reads(text, as_version=nbformat.NO_CONVERT), 4)
        elif version != 4:
            raise ValueError("no nbformat 4")
        if not isinstance(raw.get("cells"), list):
            raise ValueError("no cells")
        return _notebook(raw["cells"], name, notes)
    except Exception as error:  # json and nbformat raise many types on what is no notebook
        notes.append(
            f"{name} is not a notebook that can be read ({type(error).__name__}), so its questions have no points. "
            "Open it in JupyterLab; if it does not open there, take a fresh copy and move your answers over."
        )
        return None


def decoded(content: bytes) -> str:
    """Text of UTF-8, with a mark in front or without, or of UTF-16 with one.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def _notebook(raw: list[Any], name: str, notes: list[str]) -> nbformat.NotebookNode:
    from nbformat import NotebookNode, v4

    cells: list[NotebookNode] = []
    taken: set[str] = set()
    left, unread = MAX_SOURCE, 0
    for place, cell in enumerate(raw):
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        source = _source(cell.get("source")) if kind in _TYPES else None
        if source is None or len(source) > left or len(cells) == MAX_CELLS:
            unread += 1
            continue
        left -= len(source)
        id = cell.get("id")
        if not (isinstance(id, str) and _ID.fullmatch(id)) or id in taken:
            id = f"cell-{place}"
        taken.add(id)
        cells.append(getattr(v4, f"new_{kind}_cell")(source, id=id))
    if unread:
        notes.append(
            f"{unread} cells of {name} were not read: a notebook may have {MAX_CELLS} cells, of {MAX_SOURCE // 2**20} "
            "million characters in all, each with a type and a source of text."
        )
    return v4.new_notebook(cells=cells)


def _source(source: Any) -> str | None:
    """The text of a cell, without halves of characters, which cannot be written or sent; None where it is none."""
    if isinstance(source, list):
        if not all(isinstance(line, str) for line in source):
            return None
        source = "".join(source)
    if not isinstance(source, str):
        return None
    return source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
