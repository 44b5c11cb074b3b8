"""grade.json: a Grade as grading found it, so that pages can be made again, and questions graded again, from it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from autograder.grading.outcomes import Grade, Matrix, Outcome

# These stand in files of their own, or are made anew each time.
_ELSEWHERE = ("notebook", "answers", "review")


def grade_text(grade: Grade) -> str:
    """The text of grade.json: all of `grade` but its notebook, its written answers and what people added."""
    table = {key: value for key, value in asdict(grade).items() if key not in _ELSEWHERE}
    return json.dumps(table, indent=1) + "\n"


def answers_text(grade: Grade) -> str:
    """The text of answers.json: question id -> the written answer."""
    return json.dumps(grade.answers, indent=1) + "\n"


def read_grade(grade: str, answers: str) -> Grade:
    """The Grade whose grade.json and answers.json have these texts.

    Raises:
        ValueError, TypeError, KeyError: the texts are of no such files.
    """
    table: dict[str, Any] = json.loads(grade)
    return replace(
        Grade(**table),
        outcomes=tuple(Outcome(**outcome) for outcome in table["outcomes"]),
        matrices={question: Matrix(**matrix) for question, matrix in table["matrices"].items()},
        notes=tuple(table["notes"]),
        flags=tuple(table["flags"]),
        leaderboard=tuple(table["leaderboard"]),
        answers=json.loads(answers),
    )
