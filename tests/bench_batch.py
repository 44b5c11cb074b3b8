"""Measures the batch: `make bench`, or `python tests/bench_batch.py COUNT` for another number of submissions than 200.

Throughput of a worker for each core against one worker, and against stock `otter grade` with a container each; what the
batch adds to the grading itself; the driver's processor time and memory; a run that has nothing to do. All of this
machine, in this run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.authoring.proof.samples import samples
from autograder.batch.run import grade_all
from autograder.grading.titles import notebook_tests
from autograder.homework import load_homework
from autograder.settings import PACKAGE, Settings
from tests.bench_driver import only_tests
from tests.images import engine_runs
from tests.stock import build_stock_image, otter_grade

REFERENCE = PACKAGE.parent / "dist" / "solution"
FEW = 12  # submissions, three of each kind, for one worker, before all others and again after them: machines drift
SAME = 40  # for the Otter tests alone; more, so that the start is as small a part of it as of a class
# Containers at once -> submissions, as many of each kind, for stock Otter, which takes longest. Four at once is its own
# default; one at a time, each on all processors, can be faster.
STOCK = {4: 8, 1: 4}
TRAINING_OFF = (200, 5000)
CLASSES, CORES = (50, 500, 5000), (2, 16, 128)


def mixed(count: int, folder: Path) -> Path:
    """As a class hands in: right, stubs, the flawed sample, one misconception each."""
    kinds = [REFERENCE, PACKAGE.parent / "assignment", PACKAGE.parent / "tests" / "samples" / "flawed"]
    wrong = samples("misconception", load_homework())
    for number in range(count):
        target = folder / f"{number:05d}"
        shutil.copytree(
            kinds[number % 4] if number % 4 < 3 else REFERENCE, target, ignore=shutil.ignore_patterns("data")
        )
        if number % 4 == 3:
            ((file, text),) = wrong[number // 4 % len(wrong)].appended.items()
            (target / file).write_text((target / file).read_text() + text)
    return folder


def driver(source: Path, out: Path) -> tuple[float, float, float]:
    """Seconds, the driver's own CPU seconds and peak resident megabytes, of a small batch in a process of its own."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.bench_driver", str(source), str(out)]
    text = subprocess.run(command, cwd=PACKAGE.parent, check=True, capture_output=True, text=True).stdout
    cpu, megabytes = map(float, text.split())
    return time.monotonic() - began, cpu, megabytes


def seconds_of(out: Path) -> float:
    """What the gradings took, by their own account."""
    return sum(float(json.loads(path.read_text())["execution_time"]) for path in out.glob("*/results.json"))


def of_otter(settings: Settings) -> Settings:
    """The Otter tests alone: what stock Otter grades."""
    return only_tests(settings, lambda name: name in notebook_tests(settings))


def timed(*arguments: object, **options: object) -> float:
    """Seconds that grade_all takes."""
    began = time.monotonic()
    grade_all(*arguments, **options)  # type: ignore[arg-type]
    return time.monotonic() - began


def against_stock(every: float, settings: Settings, folder: Path, console: Console) -> None:
    """Throughput beside that of stock `otter grade`, if an engine runs.

    Args:
        every: seconds a submission with all tests, here.
    """
    if not engine_runs():
        console.print("No container engine runs: nothing is compared with stock Otter.")
        return
    build_stock_image(folder / "image")
    submissions = mixed(SAME, folder / "same")
    stock = {
        at_once: otter_grade(sorted(submissions.iterdir())[:count], folder / f"stock{at_once}", at_once) / count
        for at_once, count in STOCK.items()
    }
    same = timed(submissions, folder / "out-same", of_otter(settings)) / SAME
    table = Table(
        title="Seconds a submission, stock `otter grade` with a container each; times ours, with these workers"
    )
    for column in (
        "containers at once",
        "otter grade",
        f"same tests ({same:.2f} s here)",
        f"all tests ({every:.2f} s)",
    ):
        table.add_column(column, justify="right")
    for at_once, seconds in stock.items():
        table.add_row(str(at_once), f"{seconds:.1f}", f"{seconds / same:.1f} times", f"{seconds / every:.1f} times")
    console.print(table)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    console, settings, cores = Console(), load_homework(), os.cpu_count() or 1
    console.print(f"A batch of {count} mixed submissions, on {cores} cores:")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = mixed(count, folder / "mixed")
        few = mixed(FEW, folder / "few")
        alone = timed(few, folder / "before", settings, workers=1)
        wall = timed(source, folder / "out", settings, workers=cores)
        alone += timed(few, folder / "after", settings, workers=1)
        inside, each = seconds_of(folder / "out"), wall / count
        console.print(f"{60 / each:.1f} a minute with {cores} workers.")
        console.print(
            f"The gradings took {inside:.0f} s; the batch adds {cores * wall / inside - 1:.1%}, its start included."
        )
        console.print(f"{cores} workers are {alone / (2 * FEW) / each:.2f} times as fast as one.")
        against_stock(each, settings, folder, console)
        for number in TRAINING_OFF:
            source, out = mixed(number, folder / f"small{number}"), folder / f"smallout{number}"
            (first, cpu, megabytes), (again, *_) = driver(source, out), driver(source, out)
            console.print(
                f"{number} without training: {first:.0f} s; for each the driver, its report included, uses "
                f"{1000 * cpu / number:.0f} ms of CPU; {megabytes:.0f} MB at most. With nothing to do: {again:.2f} s."
            )
    table = Table(title="A class, from these figures")
    for column in ("submissions", *(f"{n} cores" for n in CORES)):
        table.add_column(column, justify="right")
    for students in CLASSES:
        minutes = [students * max(each * cores / n, cpu / number) / 60 for n in CORES]  # the driver has one processor
        table.add_row(str(students), *(f"{max(1, m):.0f} min" if m < 90 else f"{m / 60:.1f} h" for m in minutes))
    console.print(table)


if __name__ == "__main__":
    main()
