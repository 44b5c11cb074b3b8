"""What runs on a worker: one template for its life, one submission at a time."""

from __future__ import annotations

import atexit
import threading

from autograder.batch.graded import Graded
from autograder.batch.version import version
from autograder.config import Settings
from autograder.feedback import feedback_page
from autograder.grade import grade_read, refused
from autograder.isolation.sandbox import Template, TemplateError
from autograder.outcomes import Grade
from autograder.results import results_text, staff_text
from autograder.submission import Submission

_lock = threading.Lock()  # pytest grades one submission at a time in a process
_template: Template | None = None


class WrongVersion(RuntimeError):
    """This worker has another version of the grader than the one who asks."""


def grade_one(submission: Submission | str, settings: Settings, wanted: str) -> Graded:
    """Grade a submission, or say why it could not be read.

    Args:
        submission: as read, or the reason why it could not be.
        wanted: the version of the grader who asks.

    Raises:
        WrongVersion: this worker's grader is another one.
    """
    if version() != wanted:
        raise WrongVersion(f"a worker has another version of the grader ({version()[:12]}, and not {wanted[:12]})")
    if isinstance(submission, str):
        return _graded(refused(submission, settings), settings)
    with _lock:
        grade = _grade(submission, settings)
        if grade is None or grade.failed_to_run:  # the template may have died: once more, with another
            close()
            grade = grade_read(submission, settings, _running())
    return _graded(grade, settings)


def close() -> None:
    """End this worker's template."""
    global _template
    if _template is not None:
        _template.close()
        _template = None


def _running() -> Template:
    global _template
    if _template is None:
        _template = Template()
        atexit.register(close)
    return _template


def _grade(submission: Submission, settings: Settings) -> Grade | None:
    try:
        return grade_read(submission, settings, _running())
    except TemplateError:
        return None


def _graded(grade: Grade, settings: Settings) -> Graded:
    return Graded(
        not grade.failed_to_run,
        results_text(grade, settings),
        feedback_page(grade, settings),
        staff_text(grade),
        grade.notebook,
        grade.answers,
    )
