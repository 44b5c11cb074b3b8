"""What all sandboxes of one grading share: the submission, the clock, what has hung, and what looks like tampering."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.errors import SandboxTimeout
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import NotebookRun
from autograder.grading.verdict import is_graders_fault
from autograder.homework import support_files
from autograder.reading.submission import Submission
from autograder.reading.tampering import suspicious_words
from autograder.settings import Settings
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Student, adopt
from autograder.wall.template import Template

_PATIENCE = 3  # times a test's limit, for one that waits for a processor: a crowded machine costs nobody points


class Session:
    """One grading under way.

    Attributes:
        files: name -> content of what each sandbox has in its folder.
        hung: what of the student's has hung so far.
        suspicions: what staff should look at, in words.
    """

    def __init__(self, submission: Submission, settings: Settings, template: Template) -> None:
        self.submission, self.settings, self.template = submission, settings, template
        self.files = {**submission.files, **support_files(settings)}
        self.hung = Hung()
        self.suspicions: set[str] = suspicious_words(submission)
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Wall-clock time so far."""
        return time.monotonic() - self._began

    def start(self, seconds: float, patience: float = 1) -> Sandbox:
        """A sandbox with the student's files that may live for so long, within the limit of the whole run.

        Args:
            patience: where it waits for a processor, it may live for so many times as long.

        Raises:
            SandboxTimeout: that limit is reached.
            TemplateError: no sandbox can be started.
        """
        left = self.settings.limits.run_seconds - self.seconds
        if left <= 0:
            raise SandboxTimeout("The time limit of the whole run was reached before this test.")
        return self.template.sandbox(
            self.files,
            self.settings.limits,
            min(seconds, left),
            at_most=min(patience * seconds, left),
            suspect=lambda what: self.suspicions.add(f"a sandbox: {what}"),
            hung=self.hung,
        )

    def start_for_a_test(self) -> Sandbox:
        """A sandbox that may live as long as a test may take."""
        return self.start(self.settings.limits.test_seconds, _PATIENCE)

    def student(self) -> Student:
        """The student's files, for a test."""
        return Student(self.start_for_a_test, self.hung)

    def run_notebook(
        self, notebook: Any, seconds: float, hung: Hung, prepare: Callable[[Sandbox], object] = lambda sandbox: None
    ) -> NotebookRun:
        """A run of the notebook, or of a part of it, that may take so many seconds from now on.

        Args:
            hung: what is known to hang; cells add to it.
            prepare: is done to each kernel before its first cell.
        """
        cell_seconds = min(self.settings.limits.cell_seconds, seconds / 2)
        return NotebookRun(
            notebook,
            Headings(self.settings),
            lambda left: adopt(self.start(left)),
            cell_seconds,
            seconds,
            hung,
            given=frozenset(Path(name).stem for name in self.settings.support),
            prepare=prepare,
        )

    def note_oddity(self, place: str, error: Exception) -> None:
        """Tell staff what a submission brought about that nobody had thought of.

        Raises:
            Exception: `error`, where it is the grader's own fault.
        """
        if is_graders_fault(error):
            raise error
        self.suspicions.add(f"{place} met something odd: {type(error).__name__}: {error}")
