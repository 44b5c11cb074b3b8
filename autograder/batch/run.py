"""The driver: grades what is not done yet, and writes what comes back as it comes."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from autograder.atomic import is_full, when_there_is_room
from autograder.batch.graded import Graded, set_aside, write_graded
from autograder.batch.index import Index
from autograder.batch.roster import Entry, Source, write_roster
from autograder.batch.version import version
from autograder.errors import BatchError, RosterError
from autograder.outputs.printable import printable
from autograder.settings import Settings


@dataclass
class Summary:
    """What a batch did.

    Attributes:
        total: submissions that there are.
        graded: of them, now.
        before: of them, done before.
        aside: ids of those that could not be graded at all.
        incomplete: ids of those with a test that could not run: graded, and graded again by the next batch.
    """

    total: int
    graded: int = 0
    before: int = 0
    aside: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)


def grade_all(
    path: Path,
    out: Path,
    settings: Settings,
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    dashboard: bool = False,
    fresh: bool = False,
    console: Console | None = None,
) -> Summary:
    """Grade what is in `path` into a folder for each submission below `out`; what is done already stays.

    Args:
        path: a folder of submissions, or the zip of a Gradescope export.
        scheduler: address of a running Dask scheduler; by default a cluster of this machine's own.
        workers: of the machine's own cluster; by default one for each processor.
        dashboard: whether to serve Dask's dashboard.
        fresh: whether to grade all anew.

    Raises:
        RosterError: there is nothing to grade, or `out` is inside `path`.
        BatchError: `out` cannot be written, the cluster has another grader, or its connection was lost.
    """
    console = console or Console(stderr=True)
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
            write_roster(source.entries, out)
            if fresh:
                index.clear()
            done = index.keys()
            grader = f"{version()}\0{settings!r}"
            keys = {entry.id: _key(source, entry, grader) for entry in source.entries}
            todo = [entry for entry in source.entries if done.get(entry.id, "") != keys[entry.id]]
            summary = Summary(total=len(source.entries), before=len(source.entries) - len(todo))
            if not todo:
                return summary
            from autograder.batch.cluster import connected, grade_on  # here, since importing Dask takes a second

            with connected(scheduler, workers, dashboard, console) as client, _progress(console) as progress:
                task = progress.add_task("Grading", total=len(todo))
                for entry, graded in grade_on(client, source, todo, settings):
                    if isinstance(graded, str):
                        set_aside(graded, out / entry.id)
                        summary.aside.append(entry.id)
                    elif why := _not_written(graded, out / entry.id, console):
                        summary.aside.append(entry.id)
                        console.print(f"{printable(entry.id, 80)} is set aside: {why}", markup=False)
                    else:
                        summary.graded += 1
                        if not graded.complete:
                            summary.incomplete.append(entry.id)
                        elif key := keys[entry.id]:
                            index.add(entry.id, key)
                    progress.advance(task)
            return summary
    except OSError as error:
        raise BatchError(f"cannot go on: {error}; what is done is kept: run the same command again") from error


def _key(source: Source, entry: Entry, grader: str) -> str | None:
    """What the results of `entry` depend on, with its grader and settings in words; None where it cannot be read."""
    try:
        digest = source.digest(entry)
    except OSError:
        return None
    return hashlib.sha256(f"{digest}\0{grader}".encode()).hexdigest()


def _not_written(graded: Graded, folder: Path, console: Console) -> str:
    """Write the results of one submission; return why that failed, "" where it did not.

    Raises:
        OSError: the disk is full, and stays so.
    """
    try:
        when_there_is_room(lambda: write_graded(graded, folder), lambda said: console.print(said, markup=False))
    except OSError as error:
        if is_full(error):
            raise
        return str(error)
    return ""


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.1f} a minute" if task.speed else "")


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)
