"""Shows how a batch goes on: a bar in a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

_EVERY = 30.0  # seconds between two lines of a log


class BatchProgress:
    """A context manager; `add` one submission after the other."""

    def __init__(self, total: int, console: Console, every: float = _EVERY) -> None:
        self._total, self._console, self._every = total, console, every
        self._done = self._eye = 0
        self._began = self._said = time.monotonic()
        columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(), _Eye())
        self._bar = Progress(*columns, console=console, transient=True) if console.is_terminal else None
        self._task = self._bar.add_task("Grading", total=total, eye=0) if self._bar else None

    def __enter__(self) -> BatchProgress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()
        elif kind is None:
            self._say()

    def add(self, eye: bool) -> None:
        """One more is done; `eye` says whether it needs a person's."""
        self._done, self._eye = self._done + 1, self._eye + eye
        if self._bar and self._task is not None:
            self._bar.update(self._task, advance=1, eye=self._eye)
        elif time.monotonic() - self._said >= self._every and self._done < self._total:
            self._said = time.monotonic()
            self._say()

    def _say(self) -> None:
        seconds = time.monotonic() - self._began
        rate = 60 * self._done / seconds if seconds else 0.0
        left = (self._total - self._done) / rate * 60 if rate else 0.0
        rest = f", {duration(left)} left" if self._done < self._total else f" in {duration(seconds)}"
        self._console.print(
            f"{time.strftime('%H:%M:%S')}  {self._done} of {self._total} graded{rest}, {rate:.1f} a minute; "
            f"{self._eye} need{'s' if self._eye == 1 else ''} a person's eye",
            markup=False,
            highlight=False,
        )


def duration(seconds: float) -> str:
    """So many seconds, in the largest units that matter."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.1f} a minute" if task.speed else "")


class _Eye(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.fields['eye']} for a person's eye" if task.fields["eye"] else "")
