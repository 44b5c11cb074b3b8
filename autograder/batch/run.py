"""The driver: grades what is not done yet, and writes what comes back as it comes."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from autograder.atomic import is_full, when_there_is_room
from autograder.batch.adjustments import read_adjustments
from autograder.batch.folder import merged, not_graded_again, read_found, set_aside, write_folder
from autograder.batch.grades import read_row
from autograder.batch.index import Index
from autograder.batch.journal import Writing
from autograder.batch.marks import read_marks
from autograder.batch.plan import Asked, Plan, Task, estimate, make_plan
from autograder.batch.progress import BatchProgress, duration
from autograder.batch.reviewer import Reviewer
from autograder.batch.roster import Source, write_roster
from autograder.errors import BatchError, RosterError
from autograder.grading.outcomes import Grade
from autograder.machine import cpus
from autograder.outputs.printable import printable
from autograder.settings import Settings


@dataclass
class Summary:
    """What a batch did.

    Attributes:
        total: submissions that were asked for.
        graded: of them, now.
        before: of them, done before.
        aside: ids of those that could not be graded.
        incomplete: ids of those with a test that could not run: graded, and graded once more by the next batch.
        given_up: ids of those of which that is so after that, too: graded again only where somebody asks.
        without: ids of those that were left out, since single questions of them were asked for and none has results.
    """

    total: int
    graded: int = 0
    before: int = 0
    aside: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def grade_all(
    path: Path,
    out: Path,
    settings: Settings,
    *,
    asked: Asked | None = None,
    scheduler: str | None = None,
    workers: int | None = None,
    dashboard: bool = False,
    console: Console | None = None,
) -> Summary:
    """Grade what is in `path` into a folder for each submission below `out`; what is done already stays.

    Args:
        path: a folder of submissions, or the zip of a Gradescope export.
        asked: which questions and submissions, and what of them anew; by default all that is not done.
        scheduler: address of a running Dask scheduler; by default a cluster of this machine's own.
        workers: of the machine's own cluster; by default one for each processor.
        dashboard: whether to serve Dask's dashboard.

    Raises:
        RosterError: there is nothing to grade, there is no such question, or `out` is inside `path`.
        NobodyError: nobody is meant by a name that was asked for.
        InputFileError: adjustments.toml or marks.csv has a slip; then nothing is graded.
        BatchError: `out` cannot be written, the cluster has another grader, or its connection was lost.
    """
    console, asked = console or Console(stderr=True), asked or Asked()
    if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
        raise RosterError(
            f"the results cannot stand among the submissions: {out} is inside {path}; name another folder"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        with Source(path) as source, closing(Index(out)) as index:
            if source.passed_over:
                names = ", ".join(printable(name, 80) for name in source.passed_over)
                console.print(f"Neither a folder nor a .zip nor an .ipynb, so not graded: {names}", markup=False)
            reviewer = Reviewer(settings, read_adjustments(out, source.entries, settings), read_marks(out))
            write_roster(source.entries, out)
            plan = make_plan(source, out, settings, asked, index)
            done = plan.chosen - len(plan.todo) - len(plan.without)
            summary = Summary(plan.chosen, before=done, given_up=plan.given_up, without=plan.without)
            if not plan.todo:
                return summary
            own = workers or max(1, math.floor(cpus()))
            _announce(plan, out, settings, asked, None if scheduler else own, console)
            journal = Writing(out, path, [task.entry.id for task in plan.todo], list(asked.only))
            from autograder.batch.cluster import connected, grade_on  # here, since importing Dask takes a second

            with (
                connected(scheduler, own, dashboard, console) as client,
                BatchProgress(len(plan.todo), console) as progress,
            ):
                for task, grade in grade_on(client, source, plan.todo, settings):
                    _keep(task, grade, out, reviewer, index, journal, summary, console)
                    journal.done(task.entry.id)
                    row = read_row(out, task.entry)
                    progress.add(eye=bool(row.flags) or row.moved)
            journal.finish()
            return summary
    except OSError as error:
        raise BatchError(f"cannot go on: {error}; what is done is kept: run the same command again") from error


def _announce(plan: Plan, out: Path, settings: Settings, asked: Asked, workers: int | None, console: Console) -> None:
    """Say how many submissions are graded now, and how long that may take; of another's cluster nobody knows."""
    seconds = estimate(plan, out, settings, workers) if workers else None
    many = f"{len(plan.todo)} submission{'s' if len(plan.todo) != 1 else ''} to grade"
    some = sorted(
        {id for task in plan.todo if not task.whole for id in task.questions}, key=list(settings.questions).index
    )
    what = f", of {sum(not task.whole for task in plan.todo)} only {', '.join(some)}" if some else ""
    by = f"{workers} worker{'s' if workers != 1 else ''}"
    time = f"about {duration(seconds)} with {by}, by what it took before" if seconds else "how long shows as it runs"
    console.print(f"{many}{what}: {time}.", markup=False, highlight=False)


def _keep(
    task: Task,
    grade: Grade | str,
    out: Path,
    reviewer: Reviewer,
    index: Index,
    journal: Writing,
    summary: Summary,
    console: Console,
) -> None:
    """Write what came back of one submission, or why nothing did.

    Raises:
        OSError: the disk is full, and stays so.
    """
    id, folder, settings = task.entry.id, out / task.entry.id, reviewer.settings
    old = read_found(folder)
    journal.before(id, old)
    if isinstance(grade, str) and (task.whole or old is None):
        set_aside(grade, folder)
        summary.aside.append(id)
        index.add(id, task.after(failed=task.questions))
        return
    if isinstance(grade, str):
        assert old is not None
        summary.aside.append(id)
        found, failed = not_graded_again(old, grade, task.questions, settings), set(task.questions)
    else:
        found = grade if task.whole or old is None else merged(old, grade, task.questions, settings)
        failed = {outcome.question for outcome in found.outcomes if outcome.status == "could not run"}
        failed &= set(task.questions)
        if failed:
            summary.incomplete.append(id)
    reviewed = reviewer.review(found, task.entry)
    if why := _not_written(lambda: write_folder(found, reviewed, settings, folder), console):
        summary.aside.append(id)
        console.print(f"{printable(id, 80)} is set aside: {why}", markup=False)
        return
    summary.graded += not isinstance(grade, str)
    index.add(id, task.after(failed))


def _not_written(write: Callable[[], None], console: Console) -> str:
    """Write the results of one submission; return why that failed, "" where it did not.

    Raises:
        OSError: the disk is full, and stays so.
    """
    try:
        when_there_is_room(write, lambda said: console.print(said, markup=False))
    except OSError as error:
        if is_full(error):
            raise
        return str(error)
    return ""
