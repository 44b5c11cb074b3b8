"""`autograder gradescope`: grades what was uploaded, and leaves valid results whichever way it ends.

Gradescope overwrites the results with a zero when its own time is over, and keeps what stands there when the grader
crashes. So results.json is written anew after every test, and the grader ends before Gradescope would end it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import FrameType

from rich.console import Console

from autograder.atomic import is_full, when_there_is_room
from autograder.errors import ConfigError
from autograder.gradescope.metadata import Metadata, read_metadata
from autograder.grading.grade import blank, grade_submission
from autograder.grading.outcomes import Grade, Outcome
from autograder.homework import load_homework
from autograder.outputs.results import print_table, staff_text, write_failure, write_results
from autograder.settings import Settings

_SLACK = 40  # seconds after run_seconds in which a run must have ended by itself

NOT_REACHED = "The grader ended before this test. That is not your fault; the staff can see it."


def grade_upload(root: Path, console: Console) -> None:
    """Grade root/submission into root/results/results.json, and print for staff."""
    results = root / "results" / "results.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    try:
        settings = load_homework()
    except ConfigError as error:
        write_failure(str(error), results)
        raise SystemExit(f"the grader is not set up rightly: {error}") from error
    metadata = read_metadata(root / "submission_metadata.json")
    if settings.warning:
        console.print(f"Warning: {settings.warning}.")
    partial = _Partial(settings, results)
    partial.write("the grader ended before any test")
    partial.guard(settings.limits.run_seconds + _SLACK)
    try:
        grade = grade_submission(root / "submission", settings, advance=partial.add)
        whole = _with(metadata, grade)
        when_there_is_room(lambda: partial.finish(whole), lambda said: console.print(said, markup=False))
    except Exception as error:  # whatever it is: what is known stands in results.json
        partial.write(f"the grader failed: {type(error).__name__}: {error}")
        console.print_exception()
        return
    finally:
        partial.unguard()
    print_table(grade, settings, console)
    console.print(f"\nHanded in by: {', '.join(metadata.users) or 'unknown'}", markup=False)
    console.print(staff_text(grade), markup=False)


def _with(metadata: Metadata, grade: Grade) -> Grade:
    """The grade, with what the metadata adds for the student and for staff."""
    notes, flags = list(grade.notes), list(grade.flags)
    if metadata.previous_score is not None:
        notes.append(f"Your submission before this one scored {metadata.previous_score:g}; this one {grade.score:g}.")
    if metadata.late is not None:
        flags.append(f"handed in {metadata.late} after the due date")
    return replace(grade, notes=tuple(notes), flags=tuple(flags))


class _Partial:
    """The outcomes so far, in results.json."""

    def __init__(self, settings: Settings, path: Path) -> None:
        self.settings, self.path = settings, path
        self._began = time.monotonic()
        self._lock = threading.RLock()  # the signal handler may come while the main thread holds it
        self._found: dict[str, Outcome] = {}
        self._finished = False  # whether the whole grade stands there, or is being written

    def add(self, outcome: Outcome) -> None:
        with self._lock:
            self._found[outcome.test] = outcome
            try:
                self.write("the grader ended before all tests were done")
            except OSError as error:  # what stands there stays, and the next outcome brings all so far
                if not is_full(error):
                    raise

    def write(self, flag: str) -> None:
        with self._lock:
            outcomes = [
                self._found.get(test) or blank(test, self.settings, "could not run", NOT_REACHED)
                for test in self.settings.question_of
            ]
            seconds = time.monotonic() - self._began
            write_results(Grade(tuple(outcomes), flags=(flag,), seconds=seconds), self.settings, self.path)

    def finish(self, grade: Grade) -> None:
        """Write the whole grade; from its first byte on, a signal changes nothing any more.

        Raises:
            OSError: it could not be written; signals end the process again.
        """
        self._finished = True
        try:
            write_results(grade, self.settings, self.path)
        except OSError:
            self._finished = False
            raise

    def guard(self, seconds: float) -> None:
        """From now on a signal to end, or this time, ends the process with what is known in results.json.

        The template sees its control socket close, and ends all sandboxes.
        """
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGALRM, self._end)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def unguard(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _end(self, number: int, _: FrameType | None) -> None:
        if self._finished:  # a table for staff is all that is left to do
            return
        self.write(f"the grader was ended by {signal.Signals(number).name}")
        sys.stdout.flush()
        os._exit(0)
