"""The driver: hands submissions to Dask's workers, a few at a time, and writes what comes back as it comes."""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from autograder.batch.index import Index
from autograder.batch.roster import Entry, Source, write_roster
from autograder.batch.worker import Graded, WrongVersion, fingerprint, grade_one, write_graded
from autograder.config import Settings
from autograder.machine import cpus
from autograder.results import write_failure
from autograder.submission import Submission, SubmissionError, read_submission

INDEX = "done.sqlite"
# Only what runs is on a worker, so that a worker's death is blamed on what it ran; and twice is enough.
_DASK = {
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.allowed-failures": 1,
    "distributed.admin.log-length": 1000,  # of what the scheduler remembers: its memory stays flat
}
_WAITING = 2  # submissions in flight for each worker: one runs, one is on its way


class BatchError(RuntimeError):
    """The batch cannot go on; what is done is kept, and the message says what to do."""


@dataclass
class Summary:
    """How many submissions there are, were graded now, were done before, and the ids of those set aside."""

    total: int
    graded: int
    before: int
    aside: list[str]


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
        RosterError: there is nothing to grade.
        BatchError: `out` cannot be written, the cluster has another grader, or its connection was lost.
    """
    console = console or Console(stderr=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with Source(path) as source, closing(Index(out / INDEX)) as index:
            write_roster(source.entries, out)
            if fresh:
                index.clear()
            done = index.keys()
            keys = {entry.id: _key(source.digest(entry), settings) for entry in source.entries}
            todo = [entry for entry in source.entries if done.get(entry.id) != keys[entry.id]]
            summary = Summary(len(source.entries), 0, len(source.entries) - len(todo), [])
            if todo:
                with _client(scheduler, workers, dashboard, console) as client, _progress(console) as progress:
                    task = progress.add_task("Grading", total=len(todo))
                    for entry, graded in _graded(client, source, todo, settings):
                        if isinstance(graded, Graded):
                            write_graded(graded, out / entry.id)
                            index.add(entry.id, keys[entry.id])
                            summary.graded += 1
                        else:
                            _set_aside(entry, graded, out)
                            summary.aside.append(entry.id)
                        progress.advance(task)
            return summary
    except OSError as error:
        raise BatchError(f"cannot go on: {error}; what is done is kept: run the same command again") from error


def _graded(
    client: Client, source: Source, todo: list[Entry], settings: Settings
) -> Iterator[tuple[Entry, Graded | BaseException]]:
    """The results, as they come; a few submissions are in flight at a time, so that the driver's memory stays flat."""
    waiting = iter(todo)
    flying: dict[str, Entry] = {}
    arriving = as_completed()

    def send() -> None:
        entry = next(waiting, None)
        if entry is not None:
            future = client.submit(grade_one, _read(source, entry, settings), settings, fingerprint(), pure=False)
            flying[future.key] = entry
            arriving.add(future)

    for _ in range(_WAITING * max(1, len(client.nthreads()))):
        send()
    for future in arriving:
        entry = flying.pop(future.key)
        yield entry, _result(future)
        future.release()
        send()
        while len(flying) < _WAITING * len(client.nthreads()) and _more(flying, send):  # workers that came later
            pass


def _more(flying: dict[str, Entry], send: Any) -> bool:
    before = len(flying)
    send()
    return len(flying) > before


def _result(future: Future) -> Graded | BaseException:
    if future.status == "finished":
        graded: Graded = future.result()
        return graded
    if future.status != "error":
        raise BatchError(
            "the connection to Dask's scheduler was lost; what is done is kept: run the same command again"
        )
    error: BaseException = future.exception()
    if isinstance(error, WrongVersion):
        raise BatchError(f"{error}: install the same version on all workers, or use the same image")
    return error


def _read(source: Source, entry: Entry, settings: Settings) -> Submission | str:
    with source.opened(entry) as path:
        try:
            return read_submission(path, settings)
        except SubmissionError as error:
            return str(error)


def _set_aside(entry: Entry, error: BaseException, out: Path) -> None:
    """Results that say that the grader failed; not counted as done, so that the next run tries again."""
    if isinstance(error, KilledWorker):
        why = "grading it ended its worker twice (killed, or out of memory)"
    else:
        why = f"grading it failed: {type(error).__name__}: {error}"
    (out / entry.id).mkdir(parents=True, exist_ok=True)
    write_failure(why, out / entry.id / "results.json")


@contextmanager
def _client(scheduler: str | None, workers: int | None, dashboard: bool, console: Console) -> Iterator[Client]:
    with dask.config.set(_DASK):
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout="20s")
            except (OSError, TimeoutError) as error:
                raise BatchError(f"no Dask scheduler answers at {scheduler}: {error}") from error
            with client:
                client.run_on_scheduler(_blame)
                _check_versions(client)
                yield client
            return
        with (
            LocalCluster(
                n_workers=workers or max(1, math.floor(cpus())),
                threads_per_worker=1,
                memory_limit=0,  # sandboxes have their own
                dashboard_address=":8787" if dashboard else None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            if dashboard:
                console.print(f"Dask's dashboard: {client.dashboard_link}")
            yield client


def _blame(dask_scheduler: Any) -> None:
    """The settings of _DASK, on a scheduler that runs already."""
    dask_scheduler.allowed_failures = 1
    dask_scheduler.WORKER_SATURATION = 1.0


def _check_versions(client: Client) -> None:
    try:
        found: dict[str, str] = client.run(fingerprint)
    except Exception as error:  # the package is missing there, or too old to have it
        raise BatchError(
            f"the workers do not have the grader: {type(error).__name__}: {error}; install the same version there, or "
            "use its image"
        ) from error
    if not found:
        raise BatchError("the scheduler has no worker yet: start one with `dask worker ADDRESS --nthreads 1`")
    wrong = [address for address, one in found.items() if one != fingerprint()]
    if wrong:
        raise BatchError(
            f"{len(wrong)} of {len(found)} workers have another version of the grader, such as {wrong[0]}: install the "
            "same version on all of them, or use the same image"
        )


def _key(digest: str, settings: Settings) -> str:
    return hashlib.sha256(f"{digest}\0{fingerprint()}\0{settings!r}".encode()).hexdigest()


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.1f} a minute" if task.speed else "")


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)
