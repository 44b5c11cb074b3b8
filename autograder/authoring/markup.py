"""Otter Assign's marks in the master's Python files: from one solved file, the stub and the clean solution.

# BEGIN SOLUTION NO PROMPT        the solution: not in the stub
# END SOLUTION
\"\"\" # BEGIN PROMPT                what the stub has instead: not in the solution
# TODO(1a): ...
\"\"\"  # END PROMPT
x = 1  # SOLUTION                 one line: `x = ...` in the stub
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from autograder.errors import MarkupError

# Each mark, and what stands before it on its line; None: the code that it marks.
_MARKS = {
    "BEGIN SOLUTION": "",
    "BEGIN SOLUTION NO PROMPT": "",
    "END SOLUTION": "",
    "BEGIN PROMPT": '"""',
    "END PROMPT": '"""',
    "SOLUTION": None,
    "SOLUTION NO PROMPT": None,
}
_ALMOST = re.compile(r"#\s*((BEGIN|END)\s+)?(SOLUTION|PROMPT)\b")
_CELL = "# %%"  # begins a cell of a percent script
_CELL_MARK = re.compile(r"# # (BEGIN|END) (QUESTION|SOLUTION|PROMPT|TESTS)")


def check_marks(text: str, path: Path) -> None:
    """Check that every solution and every prompt that begins also ends, in its cell, and that none stands in another.

    Raises:
        MarkupError: with `path` and the line; also for what is nearly a mark, since Otter would hand that to students.
    """
    open_mark: tuple[str, int] | None = None
    for number, line in enumerate([*text.splitlines(), _CELL], 1):
        if line.startswith(_CELL):
            if open_mark:
                raise MarkupError(f"{path}:{open_mark[1]}: BEGIN {open_mark[0]} has no END {open_mark[0]}")
            continue
        try:
            mark = _mark(line)
        except MarkupError as error:
            raise MarkupError(f"{path}:{number}: {error}") from None
        if mark is None or _MARKS[mark] is None:
            continue
        edge, kind = mark.split()[:2]
        if edge == "BEGIN" and open_mark:
            raise MarkupError(
                f"{path}:{number}: BEGIN {kind} inside the {open_mark[0]} that begins on line {open_mark[1]}"
            )
        if edge == "END" and (open_mark is None or open_mark[0] != kind):
            raise MarkupError(f"{path}:{number}: END {kind} without a BEGIN {kind} before it")
        open_mark = (kind, number) if edge == "BEGIN" else None


def check_notebook_marks(text: str, path: Path) -> None:
    """Check the marks of a percent script: those in raw cells, around cells, and those within a code cell.

    Raises:
        MarkupError: with `path` and the line.
    """
    kind, code = "", []
    open_marks: list[tuple[str, int]] = []  # a question, and what is open in it
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_CELL):
            kind = "raw" if "[raw]" in line else "text" if "[m" in line else "code"
        code.append(line if kind == "code" or line.startswith(_CELL) else "")
        if kind != "raw" or not line.startswith(("# # BEGIN", "# # END")):
            continue
        match = _CELL_MARK.fullmatch(line.rstrip())
        if match is None:
            raise MarkupError(f"{path}:{number}: unknown mark `{line[2:].strip()}`")
        edge, what = match[1], match[2]
        if edge == "END":
            if not open_marks:
                raise MarkupError(f"{path}:{number}: END {what} without a BEGIN {what} before it")
            begun, since = open_marks.pop()
            if begun != what:
                raise MarkupError(f"{path}:{number}: END {what} inside the {begun} that begins on line {since}")
        elif [begun for begun, _ in open_marks] == ([] if what == "QUESTION" else ["QUESTION"]):
            open_marks.append((what, number))
        elif open_marks:
            begun, since = open_marks[-1]
            raise MarkupError(f"{path}:{number}: BEGIN {what} inside the {begun} that begins on line {since}")
        else:
            raise MarkupError(f"{path}:{number}: BEGIN {what} outside of a question")
    if open_marks:
        begun, since = open_marks[-1]
        raise MarkupError(f"{path}:{since}: BEGIN {begun} has no END {begun}")
    check_marks("\n".join(code), path)


def _mark(line: str) -> str | None:
    """The mark that `line` holds, if any.

    Raises:
        MarkupError: what is nearly one, such as a misspelt mark, or one at the wrong place.
    """
    before, sharp, comment = line.rpartition("#")
    name = comment.strip()
    if sharp and name in _MARKS and comment.startswith(f" {name}") and _MARKS[name] in (None, before.strip()):
        return name
    if _ALMOST.search(line) or (sharp and get_close_matches(name.upper(), _MARKS, n=1, cutoff=0.8)):
        raise MarkupError(
            f"`{line.strip()}` is nearly a mark; the marks are written " + ", ".join(f"`# {m}`" for m in _MARKS)
        )
    return None


def stub(text: str) -> str:
    """What students receive: solutions left out, prompts in their place."""
    from otter.assign.solutions import replace_solutions  # only to release; it brings in all of Otter Assign

    return _tidy(replace_solutions(text.splitlines(), "python"))


def solved(text: str) -> str:
    """What a student would hand in: solutions without their marks, prompts left out."""
    kept, inside_prompt = [], False
    for line in text.splitlines():
        mark = _mark(line)
        if mark is not None and _MARKS[mark] is not None:
            inside_prompt = mark == "BEGIN PROMPT"
        elif not inside_prompt:
            kept.append(re.sub(r"\s*# SOLUTION( NO PROMPT)?\s*$", "", line))
    return _tidy(kept)


def _tidy(lines: list[str]) -> str:
    """Join lines, without the runs of blank ones that leaving something out has made."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
    return re.sub(r"\n{4,}", "\n\n\n", text)
