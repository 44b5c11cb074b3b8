"""Tests, read without running them: their names and titles."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from autograder.homework import graders, otter_folder
from autograder.settings import Settings


def titles(settings: Settings) -> dict[str, str]:
    """Name of a hidden test -> the first line of its docstring, as an outcome shows it."""
    files = [*graders(settings), *otter_folder(settings).glob("q*.py")]
    return {name: title for path in files for name, title in titles_in(path).items()}


def notebook_tests(settings: Settings) -> list[str]:
    """The names of the tests among those of `settings` that look at the notebook."""
    found = {name for path in otter_folder(settings).glob("q*.py") for name in titles_in(path)}
    return [test for test in settings.question_of if test in found]


def notebook_questions(settings: Settings) -> list[str]:
    """The ids of the questions that have such tests, in their order."""
    return list(dict.fromkeys(settings.question_of[test].id for test in notebook_tests(settings)))


@cache
def titles_in(path: Path) -> dict[str, str]:
    """Name of each test of a file -> its title."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found[node.name] = (ast.get_docstring(node) or node.name).splitlines()[0].rstrip(".")
    return found
