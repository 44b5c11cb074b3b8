"""What one hidden test found, before anybody renders it.

Everything downstream (results.json, the terminal table, the HTML feedback, the batch report) is made from these
classes, and from what people added, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.grading.review import Review

Status = Literal["passed", "failed", "could not run"]


@dataclass(frozen=True)
class Outcome:
    """The outcome of one hidden test.

    Attributes:
        question: question id, such as "1a".
        test: name of the test function; unique in the homework.
        title: the property under test, as the student reads it.
        points: points of the test.
        status: "could not run" is a fault of the grader, never of the student.
        seen: what was observed, in plain text for the student; "" where the test passed.
        hint: a next step for the student, or "".
        misconception: id of the recognised wrong idea, or of two ("one+other"), or None.
        public: whether students hold a check of the same property.
        staff: detail that only staff may see (tracebacks, inputs).
        flag: what staff should look at, in words, or "".
        timed_out: whether what failed it was a time limit.
        in_notebook: whether it looks at the notebook's variables, not at a file.
        given: the points that a person gave in place of what the test found, or None.
        earned: points earned.
    """

    question: str
    test: str
    title: str
    points: float
    status: Status
    seen: str = ""
    hint: str = ""
    misconception: str | None = None
    public: bool = False
    staff: str = ""
    flag: str = ""
    timed_out: bool = False
    in_notebook: bool = False
    given: float | None = None

    @property
    def ideas(self) -> tuple[str, ...]:
        """The ids of the recognised wrong ideas: none, one or two."""
        return tuple(self.misconception.split("+")) if self.misconception else ()

    @property
    def found(self) -> float:
        """The points that the test itself found."""
        return self.points if self.status == "passed" else 0.0

    @property
    def earned(self) -> float:
        return self.found if self.given is None else self.given


@dataclass(frozen=True)
class Matrix:
    """A matrix that the student's code returned, and what it is, in a sentence."""

    caption: str
    rows: list[list[float]]


@dataclass(frozen=True)
class Grade:
    """Everything that grading one submission found.

    Attributes:
        outcomes: in the order of assignment.toml.
        notes: what the student should know about the submission as a whole (a missing or misnamed file, a cell
            that failed), in plain text.
        answers: question id -> the written answer as the student typed it; "" where it is missing.
        matrices: question id -> the student's own matrix on an input that is no secret, to be looked at.
        isolation: layer -> whether it was in force, in words ("own uid": "yes").
        flags: what staff should look at, in words.
        sha256: of the submission's content.
        seconds: wall-clock time of the grading.
        leaderboard: Gradescope's leaderboard entries, none where it is turned off.
        notebook: the executed notebook as nbformat JSON text, for staff; None where there was none to run.
        review: what people added to it, or None.
    """

    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)
    isolation: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    sha256: str = ""
    seconds: float = 0.0
    leaderboard: tuple[dict[str, Any], ...] = ()
    notebook: str | None = None
    review: Review | None = None

    @property
    def automatic(self) -> float:
        """The score that the tests found, before people added anything."""
        return sum(outcome.found for outcome in self.outcomes)

    @property
    def score(self) -> float:
        return self.automatic if self.review is None else self.review.total

    @property
    def points(self) -> float:
        """The most that can be earned, written answers that carry points included."""
        marks = self.review.marks.values() if self.review else ()
        return sum(outcome.points for outcome in self.outcomes) + sum(mark.most for mark in marks)

    def earned(self, question: str) -> float:
        """The points of a question's tests, as people may have changed them."""
        changed = self.review.questions if self.review else {}
        found = sum(outcome.earned for outcome in self.outcomes if outcome.question == question)
        return changed.get(question, found)

    @property
    def unanswered(self) -> list[str]:
        """Ids of the questions whose written answer is missing."""
        return [question for question, answer in self.answers.items() if not answer]

    @property
    def failed_to_run(self) -> bool:
        """Whether the grader itself failed somewhere."""
        return any(outcome.status == "could not run" for outcome in self.outcomes)
