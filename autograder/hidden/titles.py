"""Titles of the hidden tests, read without running them: for a submission on which none of them ran."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def titles() -> dict[str, str]:
    """Name of a test -> the first line of its docstring, as report.outcome shows it."""
    found = {}
    for path in [*FOLDER.glob("test_*.py"), *FOLDER.glob("otter/q*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
                found[node.name] = text.splitlines()[0].rstrip(".")
    return found
