"""Tables as CSV: written so that no spreadsheet takes a cell for a formula, read as any spreadsheet saves them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.atomic import write_whole
from autograder.errors import InputFileError
from autograder.outputs.printable import printable

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20|%")  # full-width signs as well: some spreadsheets take them
_MARK = "\ufeff"  # by which Excel knows UTF-8
_LONGEST = 5000  # characters of a cell


def write_table(path: Path, rows: Iterable[Sequence[str | float | None]], *, for_excel: bool = False) -> None:
    """Write a table, UTF-8, all or nothing.

    Args:
        for_excel: with a mark in front, without which Excel reads umlauts wrongly; importers stumble over it.
    """
    text = io.StringIO()
    if for_excel:
        text.write(_MARK)
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([cell(value) for value in row] for row in rows)
    write_whole(path, text.getvalue())


def cell(value: str | float | None, *, lines: bool = False) -> str:
    """The text of a cell that no spreadsheet takes for a formula: such text gets an apostrophe in front.

    Args:
        lines: whether line breaks stay.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:.10g}"
    value = printable(value, _LONGEST)
    value = value if lines else value.replace("\n", " ")
    return f"'{value}" if value.lstrip().startswith(_FORMULA) else value


def plain(text: str) -> str:
    """What `cell` made a cell of, without its apostrophe."""
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA) else text


def read_table(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The headings, and of each row its line and its cells by heading.

    Understood are UTF-8 and UTF-16, and commas, semicolons and tabs between the cells.

    Raises:
        InputFileError: it is no such table, or a heading stands there twice.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}") from error
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeError as error:
        raise InputFileError(f"{path} is not UTF-8 ({error}); save it as «CSV UTF-8»") from error
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        headings = [heading.strip() for heading in next(rows, [])]
        found, line = [], rows.line_num + 1
        for row in rows:
            if any(value.strip() for value in row):
                cells = [plain(value.strip()) for value in row]
                found.append((line, dict(zip(headings, cells + [""] * len(headings), strict=False))))
            line = rows.line_num + 1
    except csv.Error as error:
        raise InputFileError(f"{path}, line {rows.line_num}: {error}") from error
    twice = next((heading for heading in headings if heading and headings.count(heading) > 1), None)
    if twice:
        raise InputFileError(f"{path}, line 1: the heading {twice!r} stands there twice")
    if not any(headings):
        raise InputFileError(f"{path} has no headings in its first line")
    return headings, found
