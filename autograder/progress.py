"""The bar of long work, on the error output, so that what is printed can be piped."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn


def progress(*more: ProgressColumn, console: Console | None = None, transient: bool = True) -> Progress:
    """A bar with a description, how many of how many, the time, and `more` columns behind them.

    Args:
        transient: whether the bar goes once the work is done.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, *more, console=console or Console(stderr=True), transient=transient)
