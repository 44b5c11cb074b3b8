"""What people add to a grade afterwards: points for written answers, and scores changed with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """One score that a person, or a rule of theirs, changed.

    Attributes:
        what: the score, in words that a student understands ("Question 1a").
        before: its points before this change.
        after: its points after it.
        reason: why, for the student.
    """

    what: str
    before: float
    after: float
    reason: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before:g} -> {self.after:g} points. {self.reason}"


@dataclass(frozen=True)
class Mark:
    """What a person gave for a written answer.

    Attributes:
        points: None where nobody has graded it yet, or it carries none.
        most: the points that it carries; 0 where it carries none.
        comment: for the student, or "".
    """

    points: float | None
    most: float
    comment: str = ""


@dataclass(frozen=True)
class Review:
    """All that people added to one grade.

    Attributes:
        total: the score that counts.
        questions: question id -> its points, where they are not the sum of its tests.
        excused: ids of the questions that do not count.
        changes: in the order in which they were made.
        marks: question id -> the mark of its written answer, where there is one or there will be.
        late_days: days that it was late, free ones included.
        flags: what staff should look at, in words.
    """

    total: float
    questions: Mapping[str, float] = field(default_factory=dict)
    excused: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    late_days: int = 0
    flags: tuple[str, ...] = ()
