"""Dask's side of a batch: this machine's own cluster or a running one; submissions go out, results come back."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed
from rich.console import Console

from autograder.batch.plan import Task
from autograder.batch.roster import Entry, Source
from autograder.batch.version import version
from autograder.batch.worker import grade_one
from autograder.errors import BatchError, SubmissionError, WrongVersion
from autograder.grading.outcomes import Grade
from autograder.reading.submission import Submission
from autograder.settings import Settings

_DASK = {
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.allowed-failures": 0,  # what a dying worker held is tried again by grade_on, alone
    "distributed.admin.large-graph-warning-threshold": "1GB",  # a submission travels with its task
    "distributed.admin.log-length": 100,  # of what the scheduler remembers: its memory stays flat
    "distributed.admin.low-level-log-length": 100,
    "distributed.worker.profile.enabled": False,  # it looks at each worker a hundred times a second
    "distributed.admin.tick.interval": "500ms",  # and this fifty times
}
_PATIENCE = 20  # seconds for a scheduler that does not answer, at the start and after a line was cut
_ALONE = 2  # tries of what was on a worker that died: on a crowded machine a worker was seen to go by itself
_WAITING = 2  # submissions in flight for each worker: one runs, one is on its way


@contextmanager
def connected(scheduler: str | None, workers: int, dashboard: bool, console: Console) -> Iterator[Client]:
    """A client of the scheduler at address `scheduler`, or (None) of a cluster of so many workers on this machine.

    Raises:
        BatchError: no scheduler answers there, or its workers have no grader or another one.
    """
    with dask.config.set(_DASK):
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout=_PATIENCE)
            except (OSError, TimeoutError) as error:
                raise BatchError(f"no Dask scheduler answers at {scheduler}: {error}") from error
            with client:
                client.run_on_scheduler(_set_up_scheduler)
                _check_versions(client)
                yield client
            return
        with _local_cluster(workers, dashboard) as cluster, Client(cluster) as client:
            if dashboard:
                console.print(f"Dask's dashboard: {client.dashboard_link}")
            yield client


def _local_cluster(workers: int, dashboard: bool) -> LocalCluster:
    # Every thread and process that is started here blocks SIGINT for its life: a terminal's Ctrl-C reaches all of them,
    # and is for this thread alone, which then ends them in order. (Python's tracker unblocks it in the thread that
    # starts the tracker, so that has to be earlier.)
    resource_tracker.ensure_running()
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,  # sandboxes have their own
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": dashboard},
            security=True,  # keys of this run's own: whoever reaches a scheduler can run code on its workers
            silence_logs=logging.CRITICAL,
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


def _set_up_scheduler(dask_scheduler: Any) -> None:
    """The settings of _DASK, on a scheduler that runs already."""
    dask_scheduler.allowed_failures = 0
    dask_scheduler.WORKER_SATURATION = 1.0


def _check_versions(client: Client) -> None:
    try:
        found: dict[str, str] = client.run(version)
    except Exception as error:  # the package is missing there, or too old to have it
        raise BatchError(
            f"the workers do not have the grader: {type(error).__name__}: {error}; install the same version there, or "
            "use its image"
        ) from error
    if not found:
        raise BatchError("the scheduler has no worker yet: start one with `dask worker ADDRESS --nthreads 1`")
    wrong = [address for address, one in found.items() if one != version()]
    if wrong:
        raise BatchError(
            f"{len(wrong)} of {len(found)} workers have another version of the grader, such as {wrong[0]}: install the "
            "same version on all of them, or use the same image"
        )


def grade_on(
    client: Client, source: Source, todo: list[Task], settings: Settings
) -> Iterator[tuple[Task, Grade | str]]:
    """The results as they come, or why there are none.

    A worker that dies is blamed on no one: what it held may be innocent, and is graded again at the end, alone.

    Raises:
        BatchError: the connection was lost, or a worker has another grader.
    """
    suspects = []
    for task, found in _side_by_side(client, source, todo, settings):
        if found is None:
            suspects.append(task)
        else:
            yield task, found
    for suspect in suspects:
        for _ in range(_ALONE):
            ((task, found),) = _side_by_side(client, source, [suspect], settings)
            if found is not None:
                break
        yield task, found or f"grading it ended its worker {_ALONE + 1} times (killed, or out of memory)"


def _side_by_side(
    client: Client, source: Source, todo: list[Task], settings: Settings
) -> Iterator[tuple[Task, Grade | str | None]]:
    """As grade_on, with None where the worker died; so few are in flight that the driver's memory stays flat."""
    waiting = iter(todo)
    flying: dict[str, Task] = {}
    arriving = as_completed()

    def top_up() -> Iterator[tuple[Task, str]]:
        """Send until every worker has enough, those that came later too; yield what cannot even be read."""
        while len(flying) < _WAITING * max(1, len(client.nthreads())):
            task = next(waiting, None)
            if task is None:
                return
            try:
                submission = _read(source, task.entry, settings)
            except Exception as error:  # its files are locked, or damaged in the export: the others go on
                yield task, f"it cannot be read: {type(error).__name__}: {error}"
                continue
            future = client.submit(grade_one, submission, task.settings(settings), version(), pure=False)
            flying[future.key] = task
            arriving.add(future)

    yield from top_up()
    for future in arriving:
        task = flying.pop(future.key)
        yield task, _result(future)
        future.release()
        yield from top_up()


def _result(future: Future) -> Grade | str | None:
    # Whatever the future's status says: its worker may die before the result is fetched; then it is made again.
    try:
        grade: Grade = future.result()
        return grade
    except KilledWorker:
        return None
    except CancelledError as error:
        raise BatchError(
            "the connection to Dask's scheduler was lost; what is done is kept: run the same command again"
        ) from error
    except WrongVersion as error:
        raise BatchError(f"{error}: install the same version on all workers, or use the same image") from error
    except Exception as error:
        return f"grading it failed: {type(error).__name__}: {error}"


def _read(source: Source, entry: Entry, settings: Settings) -> Submission | str:
    try:
        return source.read(entry, settings)
    except SubmissionError as error:
        return str(error)
