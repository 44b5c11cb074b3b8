"""Reads the homework as it lies here: the notebook's questions and answers, and the holes that are still open.

Given, not graded: check.py and hand_in.py look through it.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

FILES = ("toeplitz.py", "locally_connected.py", "equivariance.py", "models.py")
NOTEBOOK = "CNNPrinciples.ipynb"
END = "## 3. Check and hand in"  # the heading behind the last question

HEADING = re.compile(r"## (\d\w{0,9})\. (.*)")
_HOLE = re.compile(r"(\d\w{0,9}): (?:implement )?(.*)")
_RAISED = re.compile(r"^\s*raise NotImplementedError\(\s*[\"']([^\"']*)", re.MULTILINE)
_QUESTION = re.compile(r"#{0,6} ?\*\*Question (\w+)\.?\*\*")
_ANSWER = re.compile(r"^#{0,6} ?\*\*Answer (\w+)\.?\*\*\s*", re.MULTILINE)
_PLACEHOLDER = "_Type your answer here._"


def notebook_path(folder: Path) -> Path:
    """The notebook in `folder`; or one beside the folder that is newer.

    On a hosted service the notebook lies beside the unpacked zip, and that one is worked in.
    """
    inside, beside = folder / NOTEBOOK, folder.resolve().parent / NOTEBOOK
    if not os.path.isfile(beside):  # also where one may not look there
        return inside
    if os.path.isfile(inside) and inside.stat().st_mtime >= beside.stat().st_mtime:
        return inside
    return beside


def cells_of(path: Path) -> list[tuple[str, str]]:
    """Kind and source of each cell; none where the notebook cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        return [(cell["cell_type"], "".join(cell["source"]).replace("\r\n", "\n")) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        print(f"{path} cannot be read: is it there, and saved?")
        return []


def questions_of(cells: list[tuple[str, str]]) -> dict[str, str]:
    """Id and title of each question, in the notebook's order."""
    texts = [text for kind, text in cells if kind != "code"]
    asked = {match[1] for text in texts if (match := _QUESTION.match(text))}
    headings = [match for text in texts if (match := HEADING.match(text))]
    return {heading[1]: heading[2] for heading in headings if heading[1] in asked}


def answered(cells: list[tuple[str, str]]) -> set[str]:
    """The questions with a written answer: text below the question, up to the next one, or behind "Answer 1a."."""
    found, asked, titles = set(), "", questions_of(cells)
    for kind, text in cells:
        if kind == "code":
            continue
        heading = HEADING.match(text)
        if (heading and heading[1] in titles) or text.startswith(END):
            asked = ""  # a heading of one's own ends no answer
        elif question := _QUESTION.match(text):
            asked, text = question[1], text.partition("\n\n")[2]
        answer = _ANSWER.search(text)
        parts = [(asked, text[: answer.start()]), (answer[1], text[answer.end() :])] if answer else [(asked, text)]
        found |= {id for id, part in parts if part.replace(_PLACEHOLDER, "").strip()}
    return found - {""}


def holes_of(path: Path) -> list[tuple[str, str]]:
    """Question and name of each hole of a file that is not filled yet."""
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return [(question, f"{what} in {path.name}") for question, what in _holes_in(text)]


def holes_in_cells(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Question and name of each hole of the notebook that is not filled yet."""
    code = [text for kind, text in cells if kind == "code"]
    return [(question, f"{what} in the notebook") for text in code for question, what in _holes_in(text)]


def _holes_in(source: str) -> Iterator[tuple[str, str]]:
    """Question and name of each hole: of what raises a NotImplementedError("1a: ..."), and is not behind a return."""
    try:
        raised = [_raised(statement) for statement in _reached(ast.parse(source).body)]
    except (SyntaxError, ValueError):  # of a mistake, or of a cell's magics
        raised = _RAISED.findall(source)
    for text in raised:
        if hole := _HOLE.match(text):
            yield hole[1], hole[2]


def _reached(block: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a block and of what it holds, but for those that come behind a return or a raise."""
    for statement in block:
        yield statement
        for part in _parts(statement):
            yield from _reached(part)
        if _ends(statement):
            return


def _parts(statement: ast.AST) -> list[list[ast.stmt]]:
    """The blocks that a statement holds."""
    inner = [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]
    own = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    return [*own, *(one.body for one in inner)]


def _ends(statement: ast.stmt) -> bool:
    """Whether nothing behind it can be reached."""
    if isinstance(statement, ast.If):
        return all(any(_ends(one) for one in block) for block in (statement.body, statement.orelse))
    return isinstance(statement, (ast.Return, ast.Raise))


def _raised(statement: ast.stmt) -> str:
    """The text of the NotImplementedError that a statement raises; "" where it raises none."""
    call = statement.exc if isinstance(statement, ast.Raise) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "NotImplementedError"):
        return ""
    return str(call.args[0].value) if call.args and isinstance(call.args[0], ast.Constant) else ""


def variables() -> dict[str, Any] | None:
    """The notebook's variables; None outside a notebook."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    return None if shell is None else shell.user_ns
