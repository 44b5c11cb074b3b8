"""Reads assignment.toml: the questions, their points and tests, the limits, and who may see what."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PACKAGE = Path(__file__).parent
DEFAULT_PATH = PACKAGE / "assignment.toml"

VISIBILITIES = ("visible", "hidden", "after_due_date", "after_published")


class ConfigError(ValueError):
    """assignment.toml, or what it refers to, is not usable; the message says where and what to change."""


@dataclass(frozen=True)
class Question:
    """One question: `tests` maps the names of its tests to their points, in the order in which they are shown."""

    id: str
    title: str
    points: float
    tests: dict[str, float]


@dataclass(frozen=True)
class Limits:
    """What one sandbox, and the whole run, may use. Seconds are wall-clock time."""

    test_seconds: float
    cell_seconds: float
    notebook_seconds: float
    run_seconds: float
    memory_mb: int
    output_kb: int
    file_mb: int
    disk_mb: int
    files: int
    processes: int


@dataclass(frozen=True)
class Leaderboard:
    """Gradescope's leaderboard for question 2a; `parameters` is the most that a model may have."""

    enabled: bool
    parameters: int


@dataclass(frozen=True)
class Settings:
    """The homework as assignment.toml describes it."""

    title: str
    notebook: str
    files: tuple[str, ...]
    limits: Limits
    visibility: dict[str, str]
    leaderboard: Leaderboard
    questions: dict[str, Question]
    partial: bool = False  # whether there are hidden tests besides those named here

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
        unseen = [f"{kind} tests are {when!r}" for kind, when in self.visibility.items() if when != "visible"]
        if not unseen:
            return ""
        return f"{' and '.join(unseen)}: as long as a test is not visible, Gradescope hides the student's total as well"

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions.values())


def load_settings(path: Path = DEFAULT_PATH) -> Settings:
    """Read and check `path`.

    Raises:
        ConfigError: not TOML, a key is missing or unknown, points that do not add up, a test named twice.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    try:
        settings = Settings(
            title=table["title"],
            notebook=table["notebook"],
            files=tuple(table["files"]),
            limits=Limits(**table["limits"]),
            visibility=dict(table["visibility"]),
            leaderboard=Leaderboard(**table["leaderboard"]),
            questions={id: _question(id, entry, path) for id, entry in table["questions"].items()},
        )
    except (KeyError, TypeError) as error:
        raise ConfigError(f"{path}: missing or unknown key: {error}") from error
    seen: dict[str, str] = {}
    for question in settings.questions.values():
        for test in question.tests:
            if test in seen:
                raise ConfigError(f"{path}: {test} stands in question {seen[test]} and again in {question.id}")
            seen[test] = question.id
    for kind, visibility in settings.visibility.items():
        if visibility not in VISIBILITIES:
            raise ConfigError(f"{path}: visibility of {kind} must be one of {VISIBILITIES}, got {visibility!r}")
    return settings


def _question(id: str, entry: dict[str, Any], path: Path) -> Question:
    if "points" not in entry:
        raise ConfigError(f"{path}: question {id} has no points; add `points = ...` under [questions.{id}]")
    question = Question(id, entry["title"], entry["points"], dict(entry["tests"]))
    total = sum(question.tests.values())
    if total != question.points:
        raise ConfigError(f"{path}: question {id} states {question.points} points, its tests add up to {total}")
    return question
