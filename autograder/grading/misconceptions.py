"""The catalogue of known wrong ideas, one file each in the homework's hidden/misconceptions/.

An entry is a module; its name, with dashes, is the id. It has

    QUESTION   question id
    FUNCTION   dotted name of the student's function or class that it is about; "notebook.name" of a variable there
    THINKING   what the student may be thinking, for staff
    SEEN       what the answer shows, for the student
    HINT       a next step that gives nothing away, for the student
    EXAMPLE    Python to append to the reference's file, or a cell behind the notebook's: a submission that holds the
               idea, for the proof of the graders
    predict    optional: the oracle's arguments -> what the oracle would return under this idea. Two ideas can be held
               at once where they call the oracle with other arguments, or change a part of it: see ideas.variation.

Entries with `predict` are recognised by their answers; entries without one are named by the hidden test that sees
them. To add an entry, add a file, and run `autograder prove`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from autograder.homework import hidden

_PACKAGE = "misconceptions"


@dataclass(frozen=True)
class Misconception:
    """One known wrong idea."""

    id: str
    question: str
    function: str
    thinking: str
    seen: str
    hint: str
    example: str
    predict: Callable[..., Any] | None


_loaded: dict[ModuleType, dict[str, Misconception]] = {}


def catalogue() -> dict[str, Misconception]:
    """Id -> entry, of the homework in use; empty where it has no catalogue."""
    package = hidden(_PACKAGE)
    if package is None:
        return {}
    if package not in _loaded:
        _loaded[package] = {entry.id: entry for entry in map(_entry, _modules(package))}
    return _loaded[package]


def predicting() -> dict[str, dict[str, Callable[..., Any]]]:
    """Function -> id -> what comes under that idea about it, of the ideas that predict answers."""
    found: dict[str, dict[str, Callable[..., Any]]] = {}
    for entry in catalogue().values():
        if entry.predict:
            found.setdefault(entry.function, {})[entry.id] = entry.predict
    return found


def words_of(misconception: str) -> tuple[str, str]:
    """What the answer shows, and a next step, of one idea or of two ("one+other")."""
    ideas = [catalogue()[id] for id in misconception.split("+")]
    return " ".join(idea.seen for idea in ideas), " ".join(idea.hint for idea in ideas)


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def _entry(module: ModuleType) -> Misconception:
    return Misconception(
        module.__name__.rpartition(".")[2].replace("_", "-"),
        module.QUESTION,
        module.FUNCTION,
        module.THINKING,
        module.SEEN,
        module.HINT,
        module.EXAMPLE,
        getattr(module, "predict", None),
    )
