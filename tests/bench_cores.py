"""Measures how a batch grows with workers: `make bench`, or `python tests/bench_cores.py EACH [WORKERS ...]`.

EACH is the number of submissions for each worker, WORKERS are the numbers of workers: by default one, two, four and so
on, up to one for each core. Each row has a class that is as large for each worker, so that the start and the last
submissions weigh as much in all of them.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from pathlib import Path

import torch
from rich.console import Console
from rich.table import Table

from autograder.homework import load_homework
from autograder.machine import cpus
from tests.bench_batch import mixed, timed

EACH = 8  # submissions for a worker, two of each kind


def steps(cores: int) -> list[int]:
    """1, 2, 4 and so on, and last what there is."""
    doubled = [2**power for power in range(cores.bit_length()) if 2**power < cores]
    return [*doubled, cores]


def main() -> None:
    each, *wanted = [int(one) for one in sys.argv[1:]] or [EACH]
    console, settings, cores = Console(width=100), load_homework(), int(cpus())
    table = Table(
        title=f"A batch on {cores} cores, {each} submissions for each worker "
        f"(Python {platform.python_version()}, torch {torch.__version__})"
    )
    for column in ("workers", "a minute", "a minute and worker"):
        table.add_column(column, justify="right")
    with tempfile.TemporaryDirectory() as name:
        for workers in wanted or steps(cores):
            source = mixed(each * workers, Path(name) / f"class{workers}")
            rate = 60 * each * workers / timed(source, Path(name) / f"out{workers}", settings, workers=workers)
            table.add_row(str(workers), f"{rate:.1f}", f"{rate / workers:.2f}")
            console.print(f"{workers} workers: {rate:.1f} a minute")
    console.print(table)


if __name__ == "__main__":
    main()
