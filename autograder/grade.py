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
from autograder.hidden.notebook_runner import START, NotebookRun, section
from autograder.hidden.report import is_graders_fault
from autograder.hidden.titles import titles
from autograder.hung import Hung
from autograder.isolation.sandbox import RemoteError, Sandbox, SandboxError, SandboxTimeout, Template
from autograder.machine import cpus
from autograder.outcomes import Grade, Outcome, Status
from autograder.remote import OddAnswer, Remote, Student, adopt
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

_SECOND_SECONDS = 30.0  # for a question's cells with stand-ins, which take a few
_REPLACE_SECONDS = 5.0  # to import a student's file and put a stand-in into it

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
        self.hung = Hung()
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
        matrices, entries = self._matrices(), self._leaderboard()
        return Grade(
            outcomes=tuple(outcomes),
            notes=(*self.submission.notes, *self.notebook_notes),
            answers=otter_runner.written_answers(executed, self.settings),
            matrices=matrices,
            leaderboard=entries,
            isolation=self.template.isolation,
            flags=(
                *(f"{outcome.test} could not run" for outcome in outcomes if outcome.status == "could not run"),
                *(outcome.flag for outcome in outcomes if outcome.flag),
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
        sandbox.hung = self.hung
        return sandbox

    def _start_for_a_test(self) -> Sandbox:
        return self._start(self.settings.limits.test_seconds)

    def _files_lane(self, advance: Callable[[Outcome], object]) -> list[Outcome]:
        return runner.run_pytest_graders(self.settings, self._start_for_a_test, advance, self.hung)

    def _notebook_lane(self, otter_tests: Path, advance: Callable[[Outcome], object]) -> list[Outcome]:
        files = otter_runner.load_otter_graders(self.settings, otter_tests)
        if not files:
            return []
        found: dict[str, list[Outcome]] = {}
        why: dict[str, str] = {}
        nothing = f"{self.settings.notebook} is missing or could not be read."
        if self.submission.notebook is not None:
            why = self._run_notebook(self.submission.notebook, files, found)
            nothing = "The notebook was stopped before it came to this question."
        for question, those in files.items():
            if question not in found:
                reason = why.get(question, nothing)
                found[question] = otter_runner.run_otter_graders(self.settings, those, reason)
            for outcome in found[question]:
                advance(outcome)
        return [outcome for outcomes in found.values() for outcome in outcomes]

    def _run_notebook(
        self, notebook: Any, files: dict[str, list[Any]], found: dict[str, list[Outcome]]
    ) -> dict[str, str]:
        """Run the notebook, and each question's tests behind its cells; put their outcomes into `found`.

        Returns:
            Question id -> why its cells did not run to the end.
        """
        run = self._notebook(notebook, self.settings.limits.notebook_seconds, self.hung)
        try:
            for question, kernel in run.questions():
                asked = [question]
                if question == START:  # what failed may stand below another heading: once more when all has run.
                    asked = [one for one in files if one not in run.died and _open(found.get(one))]
                for one in asked:
                    if one in files and kernel is not None:
                        again = otter_runner.run_otter_graders(self.settings, files[one], kernel)
                        found[one] = _better(found.get(one), again)
        except Exception as error:
            self._note_oddity("the notebook", error)
        finally:
            run.close()
        self.notebook_notes += run.notes
        return run.died

    def _note_oddity(self, place: str, error: Exception) -> None:
        """Tell staff what a submission brought about that nobody had thought of; raise what is the grader's fault."""
        if is_graders_fault(error):
            raise error
        self.suspicions.add(f"{place} met something odd: {type(error).__name__}: {error}")

    def _notebook(
        self, notebook: Any, seconds: float, hung: Hung, prepare: Callable[[Sandbox], object] = lambda sandbox: None
    ) -> NotebookRun:
        cell_seconds = min(self.settings.limits.cell_seconds, seconds / 2)
        return NotebookRun(
            notebook, lambda left: adopt(self._start(left)), cell_seconds, seconds, hung, prepare=prepare
        )

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
            files = otter_runner.load_otter_graders(self.settings.only(question), otter_tests).get(question, [])
            note = f"passed with the grader's {', '.join(replaced)} in place of the student's"
            tests = {outcome.test for outcome in mine}
            for without in (False, True):  # the student's modules: the first time where they can be imported at all
                if not without and any(name.split(".")[0] in self.hung for name in replaced):
                    continue
                again = self._with_stand_ins(question, replaced, files, without)
                passed |= {o.test: replace(o, staff=note) for o in again if o.status == "passed" and o.test in tests}
                if tests <= set(passed):
                    break
        return passed

    def _with_stand_ins(
        self, question: str, replaced: dict[str, Any], files: list[Any], without: bool
    ) -> list[Outcome]:
        """The outcomes of the question's tests on a run of its cells alone, with what it leans on replaced.

        Args:
            without: whether the modules that have stand-ins have nothing but these.
        """

        def prepare(sandbox: Sandbox) -> None:
            for name, function in replaced.items():
                sandbox.request("replace", name, function, without, within=_REPLACE_SECONDS)

        cells = section(self.submission.notebook, question)
        run = self._notebook(cells, _SECOND_SECONDS, Hung(), prepare)  # what hung may be what is replaced
        try:
            for one, kernel in run.questions():
                if one == question and kernel is not None:
                    return otter_runner.run_otter_graders(self.settings, files, kernel)
        except (RemoteError, SandboxError):  # whatever the student's code made of it: what is known stands
            pass
        finally:
            run.close()
        return []

    def _matrices(self) -> dict[str, list[list[float]]]:
        """The student's own matrices on the public checks' inputs, to be looked at beside the feedback."""
        kernel = np.array([1.0, 2.0, 3.0], dtype=np.float32)
        kernels = np.stack([kernel * (1 + row) for row in range(9)])
        calls = {"1a": ("toeplitz_matrix", (kernel, 9)), "1c": ("locally_connected_matrix", (kernels,))}
        matrices = {}
        for question, (name, arguments) in calls.items():
            if question not in self.settings.questions or f"toeplitz.{name}" in self.hung:
                continue
            student = Student(self._start_for_a_test, self.hung)
            try:
                function = getattr(student.toeplitz, name)
                matrix = function(*arguments) if isinstance(function, Remote) else None
            except (RemoteError, SandboxError, OddAnswer):
                continue
            except Exception as error:
                self._note_oddity(name, error)
                continue
            finally:
                student.close()
            if isinstance(matrix, np.ndarray) and matrix.ndim == 2 and 0 < matrix.size <= 400:
                matrices[question] = [[float(value) for value in row] for row in matrix.real]
        return matrices

    def _leaderboard(self) -> tuple[dict[str, Any], ...]:
        if not self.settings.leaderboard.enabled:
            return ()
        student = Student(self._start_for_a_test, self.hung)
        try:
            graded_apart = set(self.settings.files) - {"models.py"} | {"lab.py"}
            source = sum(len(content) for name, content in self.files.items() if name not in graded_apart)
            return leaderboard.entries(student, self.settings.leaderboard, source)
        except Exception as error:
            self._note_oddity("the leaderboard", error)
            return ()
        finally:
            student.close()


def _open(outcomes: list[Outcome] | None) -> bool:
    """Whether a question's tests have not run, or not all passed."""
    return outcomes is None or any(outcome.status != "passed" for outcome in outcomes)


def _better(earlier: list[Outcome] | None, later: list[Outcome]) -> list[Outcome]:
    """For each test the outcome that passed, else the earlier one, which saw the variables that are its question's."""
    return [two if two.status == "passed" else one for one, two in zip(earlier or later, later, strict=True)]


def blank(test: str, settings: Settings, status: Status, seen: str) -> Outcome:
    """The outcome of a test that was never run."""
    question = settings.question_of[test]
    return Outcome(question.id, test, titles().get(test, test), question.tests[test], status, seen)
