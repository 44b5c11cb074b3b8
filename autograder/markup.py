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
from pathlib import Path


class MarkupError(ValueError):
    """A mark of the master is not usable; the message names file and line."""


_MARK = re.compile(r"#\s*(BEGIN|END)\s+(SOLUTION|PROMPT)\b\s*(NO PROMPT)?\s*$")


def check_marks(text: str, path: Path) -> None:
    """Check that every solution and every prompt that begins also ends, and that none stands in another.

    Raises:
        MarkupError: with `path` and the line.
    """
    open_mark: tuple[str, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        match = _MARK.search(line)
        if match is None:
            continue
        edge, kind = match[1], match[2]
        if edge == "BEGIN" and open_mark:
            raise MarkupError(
                f"{path}:{number}: BEGIN {kind} inside the {open_mark[0]} that begins on line {open_mark[1]}"
            )
        if edge == "END" and (open_mark is None or open_mark[0] != kind):
            raise MarkupError(f"{path}:{number}: END {kind} without a BEGIN {kind} before it")
        open_mark = (kind, number) if edge == "BEGIN" else None
    if open_mark:
        raise MarkupError(f"{path}:{open_mark[1]}: BEGIN {open_mark[0]} has no END {open_mark[0]}")


def stub(text: str) -> str:
    """What students receive: solutions left out, prompts in their place."""
    from otter.assign.solutions import replace_solutions  # only to release; it brings in all of Otter Assign

    return _tidy(replace_solutions(text.splitlines(), "python"))


def solved(text: str) -> str:
    """What a student would hand in: solutions without their marks, prompts left out."""
    kept, inside_prompt = [], False
    for line in text.splitlines():
        match = _MARK.search(line)
        if match:
            inside_prompt = match[1] == "BEGIN" and match[2] == "PROMPT"
        elif not inside_prompt:
            kept.append(re.sub(r"\s*# SOLUTION( NO PROMPT)?$", "", line))
    return _tidy(kept)


def _tidy(lines: list[str]) -> str:
    """Join lines, without the runs of blank ones that leaving something out has made."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
    return re.sub(r"\n{4,}", "\n\n\n", text)
