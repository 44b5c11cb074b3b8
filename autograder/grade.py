"""Grades one submission: notebook and files side by side, each behind the wall."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder import leaderboard, oracles
from autograder.config import PACKAGE, Settings
from autograder.hidden import otter_runner, runner
from autograder.hidden.titles import titles
from autograder.isolation.sandbox import RemoteError, Sandbox, SandboxError, SandboxTimeout, Template
from autograder.machine import cpus
from autograder.outcomes import Grade, Outcome, Status
from autograder.remote import Student, adopt
from autograder.submission import Submission, SubmissionError, read_submission
from autograder.tampering import suspicious_words

# Question of the notebook -> the questions that it leans on, and what stands in for the student's work there: a black
# box of the grader's, or a task of the sandbox.
STAND_INS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "1d": (("1e",), {"locally_connected.output_size": oracles.output_size}),
    "2c": (
        ("2a", "2b"),
        {
            "models.CNN": "stand_in_cnn",
            "equivariance.translate": oracles.translate,
            "equivariance.equivariance_error": oracles.equivariance_error,
            "equivariance.is_translation_equivariant": oracles.is_translation_equivariant,
        },
    ),
}

LAB = PACKAGE / "support" / "lab.py"


def grade_submission(
    path: Path,
    settings: Settings,
    *,
    otter_tests: Path = otter_runner.FOLDER,
    lab: Path = LAB,
    template: Template | None = None,
    advance: Callable[[Outcome], object] = lambda outcome: None,
) -> Grade:
    """Grade the submission at `path`: one at a time in a process, since pytest, which runs the graders, is global.

    Args:
        path: a folder, a .zip or an .ipynb.
        otter_tests: the folder of the hidden Otter tests.
        lab: the grader's copy of lab.py.
        template: a running one to use; by default one is started and closed.
        advance: called with the outcome of each hidden test as it ends, by two threads.

    Returns:
        The grade; of a submission that cannot be read, one without points that says why.

    Raises:
        ConfigError, TemplateError: the grader itself cannot work.
    """
    try:
        submission = read_submission(path, settings)
    except SubmissionError as error:
        return refused(str(error), settings)
    with nullcontext(template) if template else Template() as running:
        # Two lanes, since the notebook takes about as long as all other tests; one where there is one core.
        lanes = 2 if cpus() >= 2 else 1
        return _Run(submission, settings, running, lab.read_bytes()).grade(otter_tests, advance, lanes)


def grade_read(submission: Submission, settings: Settings, template: Template) -> Grade:
    """Grade a submission that was read already, as grade_submission does, but one sandbox at a time."""
    run = _Run(submission, settings, template, LAB.read_bytes())
    return run.grade(otter_runner.FOLDER, lambda outcome: None, lanes=1)


def refused(why: str, settings: Settings) -> Grade:
    """The grade of a submission that cannot be read: nothing of it is run, and the note says it all."""
    outcomes = [blank(test, settings, "failed", "") for test in settings.question_of]
    return Grade(tuple(outcomes), (why,), {question: "" for question in settings.questions})


class _Run:
    """One grading: what all its sandboxes share."""

    def __init__(self, submission: Submission, settings: Settings, template: Template, lab: bytes) -> None:
        self.submission, self.settings, self.template = submission, settings, template
        self.began = time.monotonic()
        self.files = {**submission.files, "lab.py": lab}
        self.notebook_notes: list[str] = []
        self.suspicions: set[str] = suspicious_words(submission)

    def grade(self, otter_tests: Path, advance: Callable[[Outcome], object], lanes: int) -> Grade:
        with ThreadPoolExecutor(max_workers=lanes) as pool:
            notebook = pool.submit(self._notebook_lane, otter_tests, advance)
            files = pool.submit(self._files_lane, advance)
            found = {outcome.test: outcome for outcome in [*notebook.result(), *files.result()]}
        found.update(self._second_chance(found, otter_tests))
        missing = "This test did not run. That is a fault of the grader."
        outcomes = [
            found.get(test) or blank(test, self.settings, "could not run", missing)
            for test in self.settings.question_of
        ]
        executed = self.submission.notebook
        return Grade(
            outcomes=tuple(outcomes),
            notes=(*self.submission.notes, *self.notebook_notes),
            answers=otter_runner.written_answers(executed, self.settings),
            matrices=self._matrices(),
            leaderboard=self._leaderboard(),
            isolation=self.template.isolation,
            flags=(
                *(f"{outcome.test} could not run" for outcome in outcomes if outcome.status == "could not run"),
                *sorted(self.suspicions),
            ),
            sha256=self.submission.sha256,
            seconds=time.monotonic() - self.began,
            notebook=None if executed is None else json.dumps(executed, indent=1, sort_keys=True),
        )

    def _start(self, seconds: float) -> Sandbox:
        left = self.settings.limits.run_seconds - (time.monotonic() - self.began)
        if left <= 0:
            raise SandboxTimeout("The time limit of the whole run was reached before this test.")
        sandbox = self.template.sandbox(self.files, self.settings.limits, min(seconds, left))
        sandbox.suspect = lambda what: self.suspicions.add(f"a sandbox: {what}")
        return sandbox

    def _files_lane(self, advance: Callable[[Outcome], object]) -> list[Outcome]:
        seconds = self.settings.limits.test_seconds
        return runner.run_pytest_graders(self.settings, lambda: self._start(seconds), advance)

    def _notebook_lane(self, otter_tests: Path, advance: Callable[[Outcome], object]) -> list[Outcome]:
        notebook = self.submission.notebook
        if not otter_runner.wanted(self.settings, otter_tests):
            return []
        if notebook is None:
            return otter_runner.run_otter_graders(self.settings, None, otter_tests, advance)
        limits = self.settings.limits
        try:
            sandbox = self._start(limits.notebook_seconds)
        except SandboxTimeout as error:
            self.notebook_notes.append(f"The notebook did not run: {error}")
            return otter_runner.run_otter_graders(self.settings, None, otter_tests, advance)
        try:
            self.notebook_notes += otter_runner.run_notebook(notebook, sandbox, limits.cell_seconds)
            return otter_runner.run_otter_graders(self.settings, sandbox, otter_tests, advance)
        finally:
            sandbox.close()

    def _second_chance(self, found: dict[str, Outcome], otter_tests: Path) -> dict[str, Outcome]:
        """Outcomes of notebook tests that pass once the functions that they lean on are the grader's.

        A mistake in such a function has cost its points already.
        """
        passed: dict[str, Outcome] = {}
        for question, (leans_on, replaced) in STAND_INS.items():
            failed = [outcome for outcome in found.values() if outcome.status == "failed"]
            mine = [outcome for outcome in failed if outcome.question == question]
            if not mine or not any(outcome.question in leans_on for outcome in failed) or not self.submission.notebook:
                continue
            try:
                sandbox = adopt(self._start(self.settings.limits.notebook_seconds))
            except SandboxTimeout:  # the whole run's time is over: what is known stands
                break
            try:
                for name, function in replaced.items():
                    sandbox.request("replace", name, function)
                cells = otter_runner.section(self.submission.notebook, question)
                otter_runner.run_notebook(cells, sandbox, self.settings.limits.cell_seconds)
                again = otter_runner.run_otter_graders(self.settings.only(question), sandbox, otter_tests)
            except (RemoteError, SandboxError):
                continue
            finally:
                sandbox.close()
            note = f"passed with the grader's {', '.join(replaced)} in place of the student's"
            tests = {outcome.test for outcome in mine}
            passed |= {o.test: replace(o, staff=note) for o in again if o.status == "passed" and o.test in tests}
        return passed

    def _matrices(self) -> dict[str, list[list[float]]]:
        """The student's own matrices on the public checks' inputs, to be looked at beside the feedback."""
        kernel = np.array([1.0, 2.0, 3.0], dtype=np.float32)
        kernels = np.stack([kernel * (1 + row) for row in range(9)])
        calls = {"1a": ("toeplitz_matrix", (kernel, 9)), "1c": ("locally_connected_matrix", (kernels,))}
        matrices = {}
        for question, (name, arguments) in calls.items():
            if question not in self.settings.questions:
                continue
            student = Student(lambda: self._start(self.settings.limits.test_seconds))
            try:
                matrix = getattr(student.toeplitz, name)(*arguments)
            except (RemoteError, SandboxError):
                continue
            finally:
                student.close()
            if isinstance(matrix, np.ndarray) and matrix.ndim == 2 and 0 < matrix.size <= 400:
                matrices[question] = [[float(value) for value in row] for row in matrix.real]
        return matrices

    def _leaderboard(self) -> tuple[dict[str, Any], ...]:
        if not self.settings.leaderboard.enabled:
            return ()
        student = Student(lambda: self._start(self.settings.limits.test_seconds))
        try:
            return leaderboard.entries(student, self.settings.leaderboard)
        finally:
            student.close()


def blank(test: str, settings: Settings, status: Status, seen: str) -> Outcome:
    """The outcome of a test that was never run."""
    question = settings.question_of[test]
    return Outcome(question.id, test, titles().get(test, test), question.tests[test], status, seen)
