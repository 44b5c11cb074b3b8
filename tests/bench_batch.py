"""Measures the batch: `make bench`, or `python tests/bench_batch.py COUNT` for another number of submissions than 200.

Throughput of two workers against one, and against stock Otter with a container each; what the batch adds to the grading
itself; the driver's memory; a run that has nothing to do. Every figure is of this machine, in this run.
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
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from autograder.batch.run import grade_all
from autograder.config import PACKAGE, load_settings
from autograder.proof.samples import samples
from tests.stock import build_stock_image, stock_otter

REFERENCE = PACKAGE.parent / "dist" / "solution"
SMALL_COUNTS = (200, 5000)  # with the training switched off
STOCK_COUNT = 3
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


def stock_seconds(folder: Path) -> float | None:
    """Seconds for one submission with stock Otter in a container of its own; None where no engine runs."""
    if shutil.which("docker") is None or subprocess.run(["docker", "info"], capture_output=True).returncode != 0:
        return None
    image = build_stock_image(folder / "context")
    arguments = stock_otter(folder, REFERENCE)
    mount = ["--network=none", f"--volume={folder}:/work", "--workdir=/work", "--env=HOME=/tmp"]
    command = ["docker", "run", "--rm", *mount, image, "/autograder/venv/bin/otter", *arguments]
    began = time.monotonic()
    for _ in range(STOCK_COUNT):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.monotonic() - began) / STOCK_COUNT


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
        stock = stock_seconds(folder / "stock")
        if stock is not None:
            console.print(f"Stock Otter, a container each, the notebook alone: {stock:.1f} s a submission.")
            console.print(f"Ours, everything: {each:.1f} s, {stock / each:.1f} times the throughput.")
        for number in SMALL_COUNTS:
            source, out = small(number, folder / f"small{number}"), folder / f"smallout{number}"
            with Peak() as peak:
                grade_all(source, out, settings.only("1b"))
            began = time.monotonic()
            grade_all(source, out, settings.only("1b"))
            again = time.monotonic() - began
            console.print(f"{number} small ones: the driver's peak {peak.megabytes:.0f} MB; again: {again:.2f} s.")
    table = Table(title="A class, from these figures")
    for column in ("submissions", *(f"{n} cores" for n in CORES)):
        table.add_column(column, justify="right")
    for students in CLASSES:
        minutes = [students * each * cores / n / 60 for n in CORES]
        table.add_row(str(students), *(f"{m:.0f} min" if m < 90 else f"{m / 60:.1f} h" for m in minutes))
    console.print(table)


if __name__ == "__main__":
    main()
