"""Measures the batch: `make bench`, or `python tests/bench_batch.py COUNT` for another number of submissions than 200.

Throughput of a worker for each core against one worker, and against stock Otter with a container each; what the batch
adds to the grading itself; the driver's memory; a run that has nothing to do. All of this machine, in this run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from autograder.batch.run import grade_all
from autograder.config import PACKAGE, Settings, load_settings
from autograder.hidden.otter_runner import wanted
from autograder.proof.samples import samples
from tests.stock import build_stock_image, stock_otter

REFERENCE = PACKAGE.parent / "dist" / "solution"
SMALL_COUNTS = (200, 5000)  # with the training switched off
STOCK_COUNT = 8
CLASSES, CORES = (50, 500, 5000), (2, 16, 128)


def mixed(count: int, folder: Path) -> Path:
    """As a class hands in: right, stubs, the flawed sample, one misconception each."""
    kinds = [REFERENCE, PACKAGE.parent / "assignment", PACKAGE.parent / "tests" / "samples" / "flawed"]
    wrong = samples("misconception")
    for number in range(count):
        target = folder / f"{number:05d}"
        shutil.copytree(
            kinds[number % 4] if number % 4 < 3 else REFERENCE, target, ignore=shutil.ignore_patterns("data")
        )
        if number % 4 == 3:
            ((file, text),) = wrong[number // 4 % len(wrong)].appended.items()
            (target / file).write_text((target / file).read_text() + text)
    return folder


def small(count: int, folder: Path) -> Path:
    source = (REFERENCE / "toeplitz.py").read_text()
    for number in range(count):
        (folder / f"{number:05d}").mkdir(parents=True)
        (folder / f"{number:05d}" / "toeplitz.py").write_text(f"{source}\n# {number}\n")
    return folder


def seconds_of(out: Path) -> float:
    """What the gradings took, by their own account."""
    return sum(json.loads(path.read_text())["execution_time"] for path in out.glob("*/results.json"))


def only_tests(settings: Settings, keep: Callable[[str], bool]) -> Settings:
    """The same homework with these hidden tests alone."""
    questions = {
        id: replace(question, tests={name: points for name, points in question.tests.items() if keep(name)})
        for id, question in settings.questions.items()
    }
    return replace(settings, questions=questions, partial=True)


def of_otter(settings: Settings) -> Settings:
    """The Otter tests alone: what stock Otter grades."""
    return only_tests(settings, lambda name: wanted(only_tests(settings, lambda other: other == name)))


def stock_seconds(sources: list[Path], folder: Path, at_once: int) -> float:
    """Seconds for one submission with stock Otter in a container of its own, so many at a time."""
    image = build_stock_image(folder / "context")

    def command(source: Path) -> list[str]:
        work = folder / source.name
        work.mkdir()
        arguments = stock_otter(work, source)
        mount = ["--network=none", f"--volume={work}:/work", "--workdir=/work", "--env=HOME=/tmp"]
        return ["docker", "run", "--rm", *mount, image, "/autograder/venv/bin/otter", *arguments]

    commands = [command(source) for source in sources]
    began = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda command: subprocess.run(command, check=True, capture_output=True), commands))
    return (time.monotonic() - began) / len(commands)


class Peak:
    """The driver's largest resident memory while the block runs, in megabytes."""

    def __enter__(self) -> Peak:
        self.megabytes, self._stop = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        process = psutil.Process()
        while not self._stop.wait(0.1):
            self.megabytes = max(self.megabytes, process.memory_info().rss / 2**20)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    console, settings = Console(), load_settings()
    cores = os.cpu_count() or 1
    console.print(f"A batch of {count} mixed submissions, on {cores} cores:")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        walls = {}
        source = mixed(count, folder / "mixed")
        for workers in (1, cores):
            began = time.monotonic()
            grade_all(source, folder / f"out{workers}", settings, workers=workers)
            walls[workers] = time.monotonic() - began
        inside, each = seconds_of(folder / f"out{cores}"), walls[cores] / count
        added = cores * walls[cores] / inside - 1
        console.print(f"{60 / each:.1f} a minute with {cores} workers, {walls[1] / walls[cores]:.2f} times one worker.")
        console.print(f"The gradings took {inside:.0f} s; the batch adds {added:.1%}, the cluster's start included.")
        if shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0:
            few = sorted(source.iterdir())[:STOCK_COUNT]
            stock = {number: stock_seconds(few, folder / f"stock{number}", number) for number in {1, cores}}
            began = time.monotonic()
            grade_all(source, folder / "otter", of_otter(settings), workers=cores)
            same = (time.monotonic() - began) / count
            for number, taken in stock.items():
                console.print(
                    f"Stock Otter, {number} at a time, a container each: {taken:.1f} s a submission. Same tests here: "
                    f"{same:.1f} s, {taken / same:.1f} times the throughput. All tests: {taken / each:.1f} times."
                )
        one = only_tests(settings, lambda name: name == "test_worksheet_weight_counts")
        for number in SMALL_COUNTS:
            source, out = small(number, folder / f"small{number}"), folder / f"smallout{number}"
            with Peak() as peak:
                grade_all(source, out, one)
            began = time.monotonic()
            grade_all(source, out, one)
            again = time.monotonic() - began
            console.print(f"{number} small ones: the driver's peak {peak.megabytes:.0f} MB; again: {again:.2f} s.")
    table = Table(title="A class, from these figures")
    for column in ("submissions", *(f"{n} cores" for n in CORES)):
        table.add_column(column, justify="right")
    for students in CLASSES:
        minutes = [students * each * cores / n / 60 for n in CORES]
        table.add_row(str(students), *(f"{max(1, m):.0f} min" if m < 90 else f"{m / 60:.1f} h" for m in minutes))
    console.print(table)


if __name__ == "__main__":
    main()
