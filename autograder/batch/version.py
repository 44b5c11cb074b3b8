"""Which version of the grader this is, to the byte: as a whole, and for each question by itself."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from autograder.grading.needs import questions_behind
from autograder.homework import find_homework, graders, otter_folder, use
from autograder.settings import FILE, PACKAGE, Settings

_UNUSED = ("__pycache__", "authoring", "samples")  # an image lacks these
_AROUND = ("batch/", "gradescope/", "cli.py", "suggestions.py")  # of the engine, what no result depends on


def version(homework: Path | None = None) -> str:
    """A hash of the grader's own files and of the homework's: code, tests, data, settings.

    Args:
        homework: its folder; by default the one that find_homework finds.
    """
    return _version(homework or find_homework())


@cache
def _version(homework: Path) -> str:
    digest = hashlib.sha256()
    for name, path in _files(homework):
        digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def question_versions(settings: Settings) -> dict[str, str]:
    """Question id -> a hash of all that its results depend on besides the submission.

    An edit of one hidden test changes the hash of its question alone, and of those notebook questions that get a second
    chance where that question fails. What a test file holds beside its tests belongs to every question of that file.
    Whatever else is edited changes all, but for texts, what only makes the hidden Otter tests, and the engine's part
    for batches.
    """
    use(settings)
    tests = [*graders(settings), *sorted(otter_folder(settings).glob("q*.py"))]
    unused = {*tests, settings.folder / FILE, settings.folder / f"{Path(settings.notebook).stem}.py"}
    base = hashlib.sha256()
    for name, path in _files(settings.folder):
        around = path.is_relative_to(PACKAGE) and name.startswith(_AROUND)
        if path not in unused and path.suffix != ".md" and not around:
            base.update(f"{name}\0".encode() + path.read_bytes())
    for field in fields(settings):
        if field.name not in ("questions", "folder"):
            base.update(f"{field.name}={getattr(settings, field.name)!r}\0".encode())
    own = {id: hashlib.sha256(f"{question!r}\0".encode()) for id, question in settings.questions.items()}
    for path in tests:
        for id, source in _sources(path, settings):
            own[id].update(f"{path.name}\0{source}\0".encode())
    found = {}
    for id in settings.questions:
        digest = base.copy()
        for one in [id, *questions_behind(id, settings)]:
            digest.update(own[one].digest())
        found[id] = digest.hexdigest()
    return found


def _files(homework: Path) -> Iterator[tuple[str, Path]]:
    for folder in (PACKAGE, homework):
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if path.is_file() and not any(part in _UNUSED for part in parts):
                yield "/".join(parts), path


def _sources(path: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    """Question id -> source text of a file of hidden tests that belongs to it: its tests, and what is no test."""
    lines = path.read_text(encoding="utf-8").splitlines()
    tests: list[tuple[str, str]] = []
    for node in ast.parse("\n".join(lines)).body:
        if isinstance(node, ast.FunctionDef) and node.name in settings.question_of:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
            last = node.end_lineno or node.lineno
            tests.append((settings.question_of[node.name].id, "\n".join(lines[first:last])))
            lines[first:last] = [""] * (last - first)
    rest = "\n".join(line for line in lines if line.strip())
    yield from tests
    yield from ((id, rest) for id in dict.fromkeys(id for id, _ in tests))
