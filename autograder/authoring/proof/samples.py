"""What the graders are proven on: samples of misconceptions, of right and wrong solutions, and of attacks.

The samples of misconceptions are the catalogue's own examples. The others are files in the homework's hidden/samples/,
whose docstring says in lines of their own what they are about:

    file: windows.py        (of a wrong solution) the file that it replaces; "notebook": a cell behind the others
    appended: windows.py    (of a right or a wrong solution) the file that it is appended to, instead
    idea: one-idea          (of a wrong solution) the misconception that may be named for it; without, none may
    loses: 1 2, nothing     (of an attack) the questions that it loses, since its honest part does not answer them
    flagged: words          (of an attack) what staff are told about it
    place: 1d, the start    (of an attack on the kernel) the question whose first cell it is, or the notebook's start
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from autograder.errors import ConfigError
from autograder.grading.misconceptions import catalogue
from autograder.grading.titles import notebook_questions
from autograder.homework import samples_folder, use
from autograder.settings import PACKAGE, Settings

Kind = Literal["misconception", "right", "wrong", "attack"]
KINDS: tuple[Kind, ...] = ("misconception", "right", "wrong", "attack")


@dataclass(frozen=True)
class Sample:
    """One submission: the reference with something changed.

    Attributes:
        name: unique among those of its kind.
        asked: the questions that are graded.
        replaced: file -> its source instead of the reference's.
        appended: file -> what is added to the reference's.
        cell: a notebook cell besides the reference's; "" for none.
        cell_first: whether that cell is the first, or else the last.
        whole: whether the notebook holds all questions that are graded, and not the cells of one.
        place: of a cell in the whole notebook, the question that it comes first in; "" for the notebook's start.
        question: the one question that loses points; "" where that is not the point.
        idea: of a wrong solution, the misconception that may be named; "" for none.
        loses: of an attack, the questions that lose points.
        flagged: what staff are told, in part; "" where nothing has to be told.
    """

    kind: Kind
    name: str
    asked: tuple[str, ...]
    replaced: dict[str, str]
    appended: dict[str, str]
    cell: str = ""
    cell_first: bool = False
    whole: bool = False
    place: str = ""
    question: str = ""
    idea: str = ""
    loses: frozenset[str] = frozenset()
    flagged: str = ""


def samples(kind: Kind, settings: Settings) -> list[Sample]:
    """All samples of one kind, in a fixed order.

    Raises:
        ConfigError: there are none; an image, for one, does not carry them.
    """
    folder = samples_folder(settings)
    if not folder.is_dir():
        raise ConfigError(f"{folder} is missing: the proof needs the homework's samples")
    make = {"misconception": _misconceptions, "right": _right, "wrong": _wrong, "attack": _attacks}[kind]
    return list(make(settings))


def questions_of(file: str, settings: Settings) -> tuple[str, ...]:
    """The questions whose tests run a file."""
    return tuple(question.id for question in settings.questions.values() if file in question.files)


def _misconceptions(settings: Settings) -> Iterator[Sample]:
    use(settings)
    for entry in catalogue().values():
        place = entry.function.split(".")[0]
        question, example = entry.question, "\n\n" + entry.example
        if place == "notebook":
            yield Sample("misconception", entry.id, (question,), {}, {}, example, question=question)
        else:
            file = f"{place}.py"
            asked = questions_of(file, settings)
            yield Sample("misconception", entry.id, asked, {}, {file: example}, question=question)


def _right(settings: Settings) -> Iterator[Sample]:
    for path in sorted((samples_folder(settings) / "right").glob("*/*.py")):
        source, file = path.read_text(encoding="utf-8"), f"{path.parent.name}.py"
        name, asked, appended = f"{path.parent.name}/{path.stem}", questions_of(file, settings), _appended(source)
        yield Sample("right", name, asked, {} if appended else {file: source}, appended)


def _wrong(settings: Settings) -> Iterator[Sample]:
    for path in sorted((samples_folder(settings) / "wrong").glob("*/*.py")):
        source = path.read_text(encoding="utf-8")
        file, idea, question = _said(source, "file"), _said(source, "idea"), path.parent.name
        id = f"{question}/{path.stem}"
        replaced = {file: source} if file not in ("", "notebook") else {}
        cell = source if file == "notebook" else ""
        yield Sample("wrong", id, (question,), replaced, _appended(source), cell, question=question, idea=idea)


def _attacks(settings: Settings) -> Iterator[Sample]:
    """In a file, the attack is the homework's first file, and its honest part comes from honest.py, the reference's; in
    the notebook it is the first cell, and the honest part after it is the last question that the notebook's tests are
    about. On the kernel, the attack is one cell of a notebook of several questions, or is appended to a file whose
    functions its cells call; the honest part is that last question, those of the file, and that of the cell."""
    first = settings.files[0]
    in_the_notebook = notebook_questions(settings)
    for path in sorted((samples_folder(settings) / "attacks").glob("*/*.py")):
        source = path.read_text(encoding="utf-8").replace("CHECKOUT", str(PACKAGE.parent))
        name, flagged = f"{path.parent.name}/{path.stem}", _said(source, "flagged")
        lost = frozenset(_said(source, "loses").split()) - {"nothing"}
        if path.parent.name == "files":
            yield Sample(
                "attack", name, questions_of(first, settings), {first: source}, {}, loses=lost, flagged=flagged
            )
        elif path.parent.name == "kernel":
            file, place = _said(source, "file"), _said(source, "place").removeprefix("the start")
            tested = {in_the_notebook[-1], *({place} & {*in_the_notebook})}
            asked = tuple(sorted({*questions_of(file, settings), *tested}))
            cell, appended = ("", {file: source}) if file else (source, {})
            yield Sample(
                "attack", name, asked, {}, appended, cell, whole=True, place=place, loses=lost, flagged=flagged
            )
        else:
            last = in_the_notebook[-1]
            loses = frozenset({last}) if lost == {"all"} else lost
            yield Sample("attack", name, (last,), {}, {}, source, True, loses=loses, flagged=flagged)


def _appended(source: str) -> dict[str, str]:
    """The file that a sample is appended to -> what is appended; empty where it is a file of its own."""
    return {name: f"\n\n{source}"} if (name := _said(source, "appended")) else {}


def _said(source: str, key: str) -> str:
    match = re.search(rf"^(?:# )?{key}: (.*)$", source, flags=re.MULTILINE)
    return match[1].strip() if match else ""
