"""Grades one submission: notebook and files side by side, each behind the wall."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from autograder.errors import SubmissionError
from autograder.grading.matrices import matrices_of
from autograder.grading.notebook_lane import NotebookLane
from autograder.grading.otter_lane import written_answers
from autograder.grading.outcomes import Grade, Outcome, Status
from autograder.grading.pytest_lane import run_pytest_graders
from autograder.grading.session import Session
from autograder.grading.titles import titles
from autograder.grading.together import said_once
from autograder.homework import hidden, use
from autograder.machine import cpus
from autograder.reading.submission import Submission, read_submission
from autograder.settings import Settings
from autograder.wall.template import Template


def grade_submission(
    path: Path,
    settings: Settings,
    *,
    template: Template | None = None,
    advance: Callable[[Outcome], object] = lambda outcome: None,
) -> Grade:
    """Grade the submission at `path`: one at a time in a process, since pytest, which runs the graders, is global.

    Args:
        path: a folder, a .zip or an .ipynb.
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
    with nullcontext(template) if template else Template.of(settings) as running:
        # Two lanes, since the notebook takes about as long as all other tests; one where there is one core.
        return _grade(Session(submission, settings, running), advance, lanes=2 if cpus() >= 2 else 1)


def grade_read(submission: Submission, settings: Settings, template: Template) -> Grade:
    """Grade a submission that was read already, as grade_submission does, but one sandbox at a time."""
    return _grade(Session(submission, settings, template), lambda outcome: None, lanes=1)


def refused(why: str, settings: Settings) -> Grade:
    """The grade of a submission that cannot be read: nothing of it is run, and the note says it all."""
    outcomes = [blank(test, settings, "failed", "") for test in settings.question_of]
    return Grade(tuple(outcomes), (why,), {question: "" for question in settings.questions})


def blank(test: str, settings: Settings, status: Status, seen: str) -> Outcome:
    """The outcome of a test that was never run."""
    question = settings.question_of[test]
    return Outcome(question.id, test, titles(settings).get(test, test), question.tests[test], status, seen)


def _grade(session: Session, advance: Callable[[Outcome], object], lanes: int) -> Grade:
    settings, submission = session.settings, session.submission
    use(settings)
    notebook_lane = NotebookLane(session)
    with ThreadPoolExecutor(max_workers=lanes) as pool:
        notebook = pool.submit(notebook_lane.grade, advance)
        files = pool.submit(run_pytest_graders, settings, session.start_for_a_test, advance, session.hung)
        try:
            found = {outcome.test: outcome for outcome in [*notebook.result(), *files.result()]}
        except KeyboardInterrupt:
            session.template.close()  # else the pool waits for what the lanes still wait for
            raise
    found.update(notebook_lane.second_chance(found))
    missing = "This test did not run. That is a fault of the grader."
    outcomes = [found.get(test) or blank(test, settings, "could not run", missing) for test in settings.question_of]
    outcomes = said_once(outcomes)
    matrices, entries = matrices_of(session), _leaderboard(session)
    executed = submission.notebook
    return Grade(
        outcomes=tuple(outcomes),
        notes=(*submission.notes, *notebook_lane.notes),
        answers=written_answers(executed, settings),
        matrices=matrices,
        leaderboard=entries,
        isolation=session.template.isolation,
        flags=(
            *(f"{outcome.test} could not run" for outcome in outcomes if outcome.status == "could not run"),
            *(outcome.flag for outcome in outcomes if outcome.flag),
            *sorted(session.suspicions),
        ),
        sha256=submission.sha256,
        seconds=session.seconds,
        notebook=None if executed is None else json.dumps(executed, indent=1, sort_keys=True),
    )


def _leaderboard(session: Session) -> tuple[dict[str, Any], ...]:
    """The entries that the homework's hidden/leaderboard.py makes, where assignment.toml enables them."""
    rules = session.settings.leaderboard
    module = hidden("leaderboard") if rules.enabled else None
    if module is None:
        return ()
    student = session.student()
    try:
        theirs = {name: content for name, content in session.files.items() if name not in session.settings.support}
        return tuple(module.entries(student, rules.rules, theirs))
    except Exception as error:
        session.note_oddity("the leaderboard", error)
        return ()
    finally:
        student.close()
