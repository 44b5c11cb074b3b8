"""Grades the notebook: runs it, question after question, and each question's Otter graders behind its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from autograder.errors import RemoteError, SandboxError
from autograder.grading.headings import Headings
from autograder.grading.needs import questions_behind, stand_ins_for
from autograder.grading.notebook_run import START, section
from autograder.grading.otter_lane import load_otter_graders, run_otter_graders
from autograder.grading.outcomes import Outcome
from autograder.grading.session import Session
from autograder.wall import student
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import StandIn

_SECOND_SECONDS = 30.0  # for a question's cells alone, which take a few
_REPLACE_SECONDS = 5.0  # to import a student's file and put a stand-in into it


class NotebookLane:
    """The notebook's part of a grading.

    Attributes:
        notes: what the student should know of the run.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._settings, self._notebook = session.settings, session.submission.notebook
        self.notes: list[str] = []
        self._late: set[str] = set()  # questions whose cells a time limit ended
        self._stuck: set[str] = set()  # questions whose cells would do no better once more

    @cached_property
    def _graders(self) -> dict[str, list[Any]]:
        """Question id -> its Otter graders."""
        return load_otter_graders(self._settings)

    def grade(self, advance: Callable[[Outcome], object]) -> list[Outcome]:
        """Run it, and return the outcome of each of its tests.

        Args:
            advance: called with each outcome, too.
        """
        if not self._graders:
            return []
        found: dict[str, list[Outcome]] = {}
        why: dict[str, str] = {}
        nothing = f"{self._settings.notebook} is missing or could not be read."
        if self._notebook is not None:
            why = self._run_questions(found)
            nothing = "The notebook was stopped before it came to this question."
        for question, those in self._graders.items():
            if question not in found:
                not_run = run_otter_graders(self._settings, those, why.get(question, nothing))
                found[question] = [replace(outcome, timed_out=question in self._late) for outcome in not_run]
            for outcome in found[question]:
                advance(outcome)
        return [outcome for outcomes in found.values() for outcome in outcomes]

    def second_chance(self, found: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Outcomes of notebook tests that pass on the question's cells alone, as what is wrong lies outside them.

        A mistake in a function that they need has cost its points already: the grader's stands in for it. Where none is
        wrong, other questions' cells may have left something in their way.
        """
        passed: dict[str, Outcome] = {}
        failed = {outcome.question for outcome in found.values() if outcome.status == "failed"}
        for question in self._graders if self._notebook is not None else ():
            mine = {o.test for o in found.values() if o.question == question and o.in_notebook and o.status == "failed"}
            for needs, without in self._other_ways(question, failed) if mine else ():
                instead = f", with the grader's {', '.join(needs)} in place of the student's" if needs else ""
                note = f"passed on the cells of the start and of this question alone{instead}"
                again = self._alone(question, needs, without)
                better = {o.test: replace(o, staff=note) for o in again if o.status == "passed" and o.test in mine}
                passed |= better
                if better and not needs:
                    self.notes.append(
                        f"Notebook, {question}: something that ran before was in the way of these cells. They were run "
                        "once more, behind the notebook's first cells alone, and that counts."
                    )
                if mine <= set(passed):
                    break
        return passed

    def _other_ways(self, question: str, failed: set[str]) -> Iterator[tuple[Mapping[str, StandIn], bool]]:
        """How the question's cells may run alone: with which stand-ins, and whether without the modules around them."""
        if failed.isdisjoint(questions_behind(question, self._settings)):
            if question not in self._stuck:
                yield {}, False
            return
        needs = stand_ins_for(question)
        if not any(name.split(".")[0] in self._session.hung for name in needs):
            yield needs, False  # where the student's modules can be imported at all
        yield needs, True

    def _run_questions(self, found: dict[str, list[Outcome]]) -> dict[str, str]:
        """Run the notebook, and each question's tests behind its cells; put their outcomes into `found`.

        Returns:
            Question id -> why its cells did not run to the end.
        """
        run = self._session.run_notebook(self._notebook, self._settings.limits.notebook_seconds, self._session.hung)
        try:
            for question, kernel in run.questions():
                asked = [question]
                if question == START:  # what failed may stand below another heading: once more when all has run.
                    asked = [one for one in self._graders if one not in run.died and _open(found.get(one))]
                for one in asked:
                    if one in self._graders and kernel is not None:
                        again = run_otter_graders(self._settings, self._graders[one], kernel)
                        found[one] = _better(found.get(one), again)
        except Exception as error:
            self._session.note_oddity("the notebook", error)
        finally:
            run.close()
        self.notes += run.notes
        self._late = run.late
        self._stuck = run.stuck
        return run.died

    def _alone(self, question: str, needs: Mapping[str, StandIn], without: bool) -> list[Outcome]:
        """The outcomes of the question's tests on a run of its cells alone, with what it needs replaced.

        Args:
            without: whether the modules that have stand-ins have nothing but these.
        """

        def prepare(sandbox: Sandbox) -> None:
            for name, function in needs.items():
                student.replace(sandbox, name, function, without, _REPLACE_SECONDS)

        cells = section(self._notebook, Headings(self._settings), question)
        run = self._session.run_notebook(cells, _SECOND_SECONDS, Hung(), prepare)  # what hung may be what is replaced
        try:
            for one, kernel in run.questions():
                if one == question and kernel is not None:
                    return run_otter_graders(self._settings, self._graders[question], kernel)
        except (RemoteError, SandboxError):  # whatever the student's code made of it: what is known stands
            pass
        except Exception as error:
            self._session.note_oddity("the notebook", error)
        finally:
            run.close()
        return []


def _open(outcomes: list[Outcome] | None) -> bool:
    """Whether a question's tests have not run, or not all passed."""
    return outcomes is None or any(outcome.status != "passed" for outcome in outcomes)


def _better(earlier: list[Outcome] | None, later: list[Outcome]) -> list[Outcome]:
    """For each test the outcome that passed, else the earlier one, which saw the variables that are its question's."""
    return [two if two.status == "passed" else one for one, two in zip(earlier or later, later, strict=True)]
