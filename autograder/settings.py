"""Reads a homework's assignment.toml: questions, points and tests, limits, and who may see what."""

from __future__ import annotations

import math
import sys
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from autograder.errors import ConfigError
from autograder.slips import say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PACKAGE = Path(__file__).parent
FILE = "assignment.toml"

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
Points = Annotated[float, Field(ge=0, strict=True)]
Seconds = Annotated[float, Field(gt=0, strict=True)]
Count = Annotated[int, Field(gt=0, strict=True)]
Id = Annotated[str, Field(pattern=r"^\w{1,20}$")]
Test = Annotated[str, Field(pattern=r"^test_\w{1,100}$")]
FileName = Annotated[str, Field(pattern=r"^[\w.-]{1,100}$")]

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class Question:
    """One question.

    Attributes:
        tests: the names of its tests -> their points, in the order in which they are shown.
        files: the student's files that its tests run.
        written: the points of its written answer, which a person gives; 0 where it carries none.
    """

    title: str
    points: Points
    tests: dict[Test, Points]
    files: tuple[FileName, ...] = ()
    written: Points = 0.0
    id: Id = ""


@dataclass(frozen=True, config=_STRICT)
class Limits:
    """What one sandbox, and the whole run, may use. Seconds are wall-clock time, see also Sandbox.live."""

    test_seconds: Seconds
    cell_seconds: Seconds
    notebook_seconds: Seconds
    run_seconds: Seconds
    memory_mb: Count
    output_kb: Count
    file_mb: Count
    disk_mb: Count
    files: Count
    processes: Count


@dataclass(frozen=True, config=_STRICT)
class Shown:
    """Who sees the results of tests whose property students can check themselves, and of the others."""

    public: Visibility
    hidden: Visibility


@dataclass(frozen=True, config=_STRICT)
class Leaderboard:
    """Gradescope's leaderboard; `rules` are for the homework's own code, see hidden/leaderboard.py."""

    enabled: bool = False
    rules: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class Settings:
    """The homework as assignment.toml describes it.

    Attributes:
        files: the student's files, with holes.
        support: files that come with them and are graded in the homework's own copy.
        imports: libraries that each sandbox needs; they are imported once, before any sandbox starts.
        folder: holds assignment.toml.
        check: the command that runs the public checks of a question, whose id comes behind it; "" for none.
        nearest: name of a hidden test -> the title of the public check that is nearest to it.
        partial: whether there are hidden tests besides those named here.
    """

    title: str
    notebook: Annotated[str, Field(pattern=r"^[\w-]{1,100}\.ipynb$")]
    files: Annotated[tuple[FileName, ...], Field(min_length=1)]
    limits: Limits
    visibility: Shown
    questions: Annotated[dict[Id, Question], Field(min_length=1)]
    support: tuple[FileName, ...] = ()
    imports: tuple[Annotated[str, Field(pattern=r"^[\w.]+$")], ...] = ()
    check: str = ""
    nearest: dict[Test, str] = Field(default_factory=dict)
    leaderboard: Leaderboard = Field(default_factory=Leaderboard)
    folder: Path = Path()
    partial: bool = False

    def only(self, *ids: str) -> Settings:
        """The same homework with these questions alone."""
        return replace(self, questions={id: self.questions[id] for id in ids}, partial=True)

    @cached_property
    def question_of(self) -> dict[str, Question]:
        """Test name -> the question that it belongs to."""
        return {test: question for question in self.questions.values() for test in question.tests}

    @property
    def warning(self) -> str:
        """What an instructor may not expect of these settings; "" where there is nothing."""
        shown = {"public": self.visibility.public, "hidden": self.visibility.hidden}
        unseen = [f"{kind} tests are {when!r}" for kind, when in shown.items() if when != "visible"]
        if not unseen:
            return ""
        return f"{' and '.join(unseen)}: as long as a test is not visible, Gradescope hides the student's total as well"

    @property
    def points(self) -> float:
        """Of all tests."""
        return sum(question.points for question in self.questions.values())

    @property
    def written_points(self) -> float:
        """Of all written answers, which people grade."""
        return sum(question.written for question in self.questions.values())


_ADAPTER = TypeAdapter(Settings)
_TABLES = {"limits": Limits, "visibility": Shown, "leaderboard": Leaderboard, "questions": Question}
_NOT_KEYS = ("id", "folder", "partial")  # set by what reads the file


def load_settings(path: Path) -> Settings:
    """Read and check a homework's assignment.toml.

    Args:
        path: the file, or the folder that holds it.

    Raises:
        ConfigError: with one line for each slip: a key that is missing or unknown, a value against its rule, points
            that do not add up, a test named twice.
    """
    path = path / FILE if path.is_dir() else path
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    slips = [f"{path}: unknown key {key}; it is not for {FILE}" for key in ("folder", "partial") if key in table]
    try:
        settings = _ADAPTER.validate_python(table)
    except ValidationError as error:
        raise ConfigError("\n".join([*slips, *(f"{path}: {_told(one)}" for one in error.errors())])) from None
    questions = {id: replace(question, id=id) for id, question in settings.questions.items()}
    slips += [f"{path}: {slip}" for slip in _inconsistent(questions)]
    slips += [
        f"{path}: questions.{question.id}.files: {name} is none of the homework's files ({', '.join(settings.files)})"
        for question in questions.values()
        for name in question.files
        if name not in settings.files
    ]
    tests = {test for question in questions.values() for test in question.tests}
    slips += [f"{path}: nearest.{test}: no question has such a test" for test in settings.nearest if test not in tests]
    if slips:
        raise ConfigError("\n".join(slips))
    return replace(settings, questions=questions, folder=path.parent.resolve())


def _inconsistent(questions: dict[str, Question]) -> list[str]:
    slips, seen = [], dict[str, str]()
    for id, question in questions.items():
        total = sum(question.tests.values())
        if not math.isclose(total, question.points):
            slips.append(f"questions.{id}.points: {question.points:g} are stated, and its tests add up to {total:g}")
        for test in question.tests:
            if test in seen:
                slips.append(f"questions.{id}.tests.{test} stands in question {seen[test]} already")
            seen.setdefault(test, id)
    return slips


def _told(slip: Any) -> str:
    """One slip that pydantic found, with the key's path."""
    keys = [str(key) for key in slip["loc"] if key != "[key]"]
    path = ".".join(keys)
    if slip["type"] == "string_pattern_mismatch":
        return f"{path}: {slip['input']!r:.80} is no name for this (it must match {slip['ctx']['pattern']})"
    table = _TABLES[keys[0]] if len(keys) > 1 and keys[0] in _TABLES else Settings
    return say(slip, path, [field.name for field in fields(table) if field.name not in _NOT_KEYS])
