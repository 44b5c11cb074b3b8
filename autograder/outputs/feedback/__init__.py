"""feedback.html: one self-contained page that a student can read on a phone, in the dark and without colour."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2

from autograder import __version__
from autograder.atomic import write_whole
from autograder.grading.outcomes import Grade
from autograder.outputs.next_step import next_step
from autograder.outputs.printable import printable
from autograder.outputs.results import COULD_NOT_RUN
from autograder.settings import Settings

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.outputs.feedback"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["printable"] = printable


def write_feedback(grade: Grade, settings: Settings, path: Path) -> None:
    """Write the page, all or nothing."""
    write_whole(path, feedback_page(grade, settings))


def feedback_page(grade: Grade, settings: Settings) -> str:
    questions = []
    for question in settings.questions.values():
        tests = [outcome for outcome in grade.outcomes if outcome.question == question.id]
        questions.append(
            {
                "id": question.id,
                "title": question.title,
                "points": question.points,
                "earned": grade.earned(question.id),
                "excused": grade.review is not None and question.id in grade.review.excused,
                "mark": grade.review.marks.get(question.id) if grade.review else None,
                "tests": [(outcome, next_step(outcome, settings)) for outcome in tests],
                "matrix": _shaded(grade.matrices[question.id].rows) if question.id in grade.matrices else None,
                "caption": grade.matrices[question.id].caption if question.id in grade.matrices else "",
                "answer": grade.answers.get(question.id, ""),
            }
        )
    return render(
        "feedback.html",
        title=settings.title,
        grade=grade,
        questions=questions,
        could_not_run=COULD_NOT_RUN,
        version=__version__,
    )


def render(name: str, **values: Any) -> str:
    """The page that template `name` makes of `values`; everything in them is escaped."""
    return "".join(render_pieces(name, **values))


def render_pieces(name: str, **values: Any) -> Iterator[str]:
    """The same in pieces, as they are made: the pages of a class are too long to be held in memory."""
    return _TEMPLATES.get_template(name).generate(**values)


def _shaded(matrix: list[list[float]]) -> list[list[dict[str, Any]]]:
    """Each entry's text and its shade, 0 to 4, by magnitude."""
    largest = max((abs(value) for row in matrix for value in row if math.isfinite(value)), default=0.0) or 1.0

    def cell(value: float) -> dict[str, Any]:
        if not math.isfinite(value):
            return {"text": str(value), "shade": 4}
        text = f"{value:.3g}" if value else "0"
        return {"text": text, "shade": math.ceil(4 * min(1.0, abs(value) / largest))}

    return [[cell(value) for value in row] for row in matrix]
