"""What runs on a worker: one template for its life, one submission at a time."""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.config import PACKAGE, Settings
from autograder.feedback import feedback_page
from autograder.grade import grade_read, refused
from autograder.isolation.sandbox import Template, TemplateError
from autograder.outcomes import Grade
from autograder.results import results_text, staff_text
from autograder.submission import Submission
from autograder.whole import write_whole

_lock = threading.Lock()  # pytest grades one submission at a time in a process
_template: Template | None = None


class WrongVersion(RuntimeError):
    """This worker has another version of the grader than the one who asks."""


@dataclass(frozen=True)
class Graded:
    """What a worker sends back: the texts of the files, as `autograder grade` writes them."""

    results: str
    feedback: str
    staff: str
    executed: str | None
    answers: dict[str, str]


@cache
def fingerprint() -> str:
    """A hash of the grader's own files: code, tests, data, settings."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def grade_one(submission: Submission | str, settings: Settings, wanted: str) -> Graded:
    """Grade a submission, or say why it could not be read.

    Args:
        submission: as read, or the reason why it could not be.
        wanted: the fingerprint of the grader who asks.

    Raises:
        WrongVersion: this worker's grader is another one.
    """
    if fingerprint() != wanted:
        raise WrongVersion(f"a worker has another version of the grader ({fingerprint()[:12]}, and not {wanted[:12]})")
    if isinstance(submission, str):
        return _graded(refused(submission, settings), settings)
    with _lock:
        try:
            grade = grade_read(submission, settings, _running())
        except TemplateError:  # it has died: start another, once
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


def _graded(grade: Grade, settings: Settings) -> Graded:
    return Graded(
        results_text(grade, settings),
        feedback_page(grade, settings),
        staff_text(grade),
        grade.notebook,
        grade.answers,
    )


def write_graded(graded: Graded, folder: Path) -> None:
    """Write the files; results.json last, and each all or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in [
        ("feedback.html", graded.feedback),
        ("staff.txt", graded.staff),
        ("executed.ipynb", graded.executed),
        ("answers.json", json.dumps(graded.answers, indent=1) + "\n"),
        ("results.json", graded.results),
    ]:
        if text is not None:
            write_whole(folder / name, text)
