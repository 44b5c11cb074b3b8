"""What runs on a worker: one template for its life, one submission at a time."""

from __future__ import annotations

import atexit
import threading
from dataclasses import replace

from autograder.batch.version import version
from autograder.errors import TemplateError, WrongVersion
from autograder.grading.grade import grade_read, refused
from autograder.grading.outcomes import Grade
from autograder.homework import find_homework
from autograder.reading.submission import Submission
from autograder.settings import Settings
from autograder.wall.template import Template

_lock = threading.Lock()  # pytest grades one submission at a time in a process
_template: Template | None = None


def grade_one(submission: Submission | str, settings: Settings, wanted: str) -> Grade:
    """Grade a submission, or say why it could not be read.

    Args:
        submission: as read, or the reason why it could not be.
        wanted: the version of the grader who asks.

    Raises:
        WrongVersion: this worker's grader is another one.
    """
    if version() != wanted:
        raise WrongVersion(f"a worker has another version of the grader ({version()[:12]}, and not {wanted[:12]})")
    settings = replace(settings, folder=find_homework())  # which may lie elsewhere on another machine
    if isinstance(submission, str):
        return refused(submission, settings)
    with _lock:
        grade = _grade(submission, settings)
        if grade is None or grade.failed_to_run:  # the template may have died: once more, with another
            close()
            grade = grade_read(submission, settings, _running(settings))
    return grade


def close() -> None:
    """End this worker's template."""
    global _template
    if _template is not None:
        _template.close()
        _template = None


def _running(settings: Settings) -> Template:
    global _template
    if _template is None:
        _template = Template.of(settings)
        atexit.register(close)
    return _template


def _grade(submission: Submission, settings: Settings) -> Grade | None:
    try:
        return grade_read(submission, settings, _running(settings))
    except TemplateError:
        return None
