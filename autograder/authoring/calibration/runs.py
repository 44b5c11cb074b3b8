"""Trains many models side by side. Each finished run is kept in a file at once, so that no interruption costs it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Event

from rich.progress import TimeRemainingColumn

from autograder.atomic import write_whole
from autograder.errors import CalibrationError
from autograder.progress import progress

Run = Callable[[Event], float]  # trains one model and returns its accuracy; may give up once the event is set


def measure(title: str, runs: Mapping[str, Run], path: Path, *, workers: int) -> dict[str, float]:
    """Do the runs that `path` does not hold yet, and return the accuracies of all.

    Args:
        title: of the progress bar.
        runs: what a run is (all that its accuracy depends on) -> the run.
        path: JSON, what a run is -> its accuracy; made where there is none, and written whole after each run.
        workers: runs at a time, each in a thread: torch and the wall both wait without Python's lock.

    Raises:
        CalibrationError: `path` holds something else.
        KeyboardInterrupt: and whatever a run raises; the finished runs are kept.
    """
    found = _read(path)
    missing = [key for key in runs if key not in found]
    stop = Event()
    with progress(TimeRemainingColumn(), transient=False) as bar, ThreadPoolExecutor(workers) as pool:
        task = bar.add_task(title, total=len(runs), completed=len(runs) - len(missing))
        futures = {pool.submit(runs[key], stop): key for key in missing}
        try:
            for future in as_completed(futures):
                found[futures[future]] = future.result()
                write_whole(path, json.dumps(found, indent=1, sort_keys=True) + "\n")
                bar.advance(task)
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return {key: found[key] for key in runs}


def _read(path: Path) -> dict[str, float]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        found = error
    if not (isinstance(found, dict) and all(type(accuracy) is float for accuracy in found.values())):
        raise CalibrationError(f"{path} must map runs to accuracies, got {str(found)[:80]!r}; move it out of the way.")
    return found
