"""Measures what a fault costs: seconds, the grader's own memory, the disk, and points. Part of `make bench`.

Each fault is the reference with one thing broken, graded by `autograder grade` in a process of its own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from autograder.settings import PACKAGE
from autograder.wall import disk

REFERENCE = PACKAGE.parent / "dist" / "solution"
LOOK_EVERY = 0.05  # seconds
CLASS, FAULTY = 40, 4  # submissions of a batch, and how many of them hang: one in ten


def in_function(body: str, name: str = "toeplitz_matrix", file: str = "toeplitz.py") -> Callable[[Path], None]:
    """Break one function: `body` comes before what it did."""

    def breaks(folder: Path) -> None:
        with open(folder / file, "a", encoding="utf-8") as source:
            source.write(f"\n\n_right = {name}\n\n\ndef {name}(*args, **kwargs):\n    {body}\n")
            source.write("    return _right(*args, **kwargs)\n")

    return breaks


def at_import(body: str, file: str) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        source = (folder / file).read_text(encoding="utf-8").replace("from __future__ import annotations\n", "", 1)
        (folder / file).write_text(f"{body}\n{source}", encoding="utf-8")

    return breaks


def in_cell(source: str, question: str) -> Callable[[Path], None]:
    """A cell of its own, the first of that question."""

    def breaks(folder: Path) -> None:
        path = folder / "CNNPrinciples.ipynb"
        notebook = nbformat.read(path, as_version=4)
        place = next(i for i, cell in enumerate(notebook.cells) if cell.source.startswith(f"## {question}."))
        notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(source))
        nbformat.write(notebook, path)

    return breaks


WRITE = """import os
    for number in range(10**9):
        os.makedirs(f'd{number % 9}', exist_ok=True)
        open(f'd{number % 9}/{number}', 'wb').write(bytes(2**20))"""
STUBBORN = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt: pass"

FAULTS: dict[str, Callable[[Path], None]] = {
    "none": lambda folder: None,
    "hang in a function (1a)": in_function("while True: pass"),
    "hang in translate (2b)": in_function("while True: pass", "translate", "equivariance.py"),
    "hang in output_size (1e)": in_function("while True: pass", "output_size", "locally_connected.py"),
    "hang in the layer's class (1d)": in_function("while True: pass", "LocallyConnected2d", "locally_connected.py"),
    "hang at import of toeplitz.py": at_import("while True: pass", "toeplitz.py"),
    "hang at import of models.py": at_import("while True: pass", "models.py"),
    "hang in a cell (2a)": in_cell("while True: pass", "2a"),
    "hang in a cell that swallows interrupts (1a)": in_cell(STUBBORN, "1a"),
    "crash in a function (1a)": in_function("import os; os._exit(1)"),
    "crash in a cell (1a)": in_cell("import os; os.kill(os.getpid(), 9)", "1a"),
    "files without end in a function (1a)": in_function(WRITE),
    "memory without end in a function (1a)": in_function("hoard = [bytearray(2**20) for _ in range(10**6)]"),
    "a fork bomb in a function (1a)": in_function("import os\n    while True: os.fork()"),
    "output without end in a cell (2c)": in_cell("while True: print('spam' * 1000)", "2c"),
}


@dataclass(frozen=True)
class Cost:
    """Seconds; megabytes of the grader's own process, and of its sandboxes on the disk; what was lost."""

    seconds: float
    memory: float
    disk: float
    lost: str


def cost(submission: Path, out: Path) -> Cost:
    """Grade one submission in a process of its own, and watch it."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o711)
        began = time.monotonic()
        command = [sys.executable, "-m", "autograder", "grade", str(submission), "--out", str(out)]
        grader = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={"TMPDIR": scratch, "PATH": "/usr/bin:/bin"})
        peak_memory = peak_disk = 0.0
        while grader.poll() is None:
            try:
                peak_memory = max(peak_memory, psutil.Process(grader.pid).memory_info().rss)
            except psutil.Error:
                break
            peak_disk = max(peak_disk, disk.usage(scratch, 10**6)[0])
            time.sleep(LOOK_EVERY)
        grader.wait()
        seconds = time.monotonic() - began
    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    lost: dict[str, float] = {}
    for test in results["tests"]:
        if test["score"] < test["max_score"]:
            lost[test["number"]] = lost.get(test["number"], 0) + test["max_score"] - test["score"]
    said = ", ".join(f"{number}: {points:g}" for number, points in lost.items()) or "nothing"
    return Cost(seconds, peak_memory / 2**20, peak_disk / 2**20, said)


def batch_seconds(folder: Path, out: Path) -> float:
    began = time.monotonic()
    command = [sys.executable, "-m", "autograder", "batch", str(folder), "--out", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def a_class(folder: Path, faulty: int) -> None:
    """A folder of CLASS submissions, all different; of so many a function hangs."""
    for number in range(CLASS):
        one = folder / f"student{number:02}"
        shutil.copytree(REFERENCE, one)
        (one / "notes.py").write_text(f"number = {number}\n")
        if number * faulty // CLASS != (number + 1) * faulty // CLASS:
            FAULTS["hang in a function (1a)"](one)


def main() -> None:
    console = Console()
    table = Table(title="What a fault costs", title_justify="left")
    for column in ("fault", "seconds", "grader MB", "disk MB", "points lost"):
        table.add_column(column, justify="left" if column in ("fault", "points lost") else "right")
    chosen = sys.argv[1:] or list(FAULTS)
    for name in (name for name in FAULTS if any(part in name for part in chosen)):
        with console.status(f"Grading: {name} ..."), tempfile.TemporaryDirectory() as place:
            submission = Path(place) / "submission"
            shutil.copytree(REFERENCE, submission)
            FAULTS[name](submission)
            found = cost(submission, Path(place) / "out")
        table.add_row(name, f"{found.seconds:.0f}", f"{found.memory:.0f}", f"{found.disk:.0f}", found.lost)
    console.print(table)
    if not sys.argv[1:]:
        with console.status("Grading two classes ..."), tempfile.TemporaryDirectory() as place:
            seconds = []
            for faulty in (0, FAULTY):
                a_class(Path(place) / f"class{faulty}", faulty)
                seconds.append(batch_seconds(Path(place) / f"class{faulty}", Path(place) / f"out{faulty}"))
        console.print(
            f"A batch of {CLASS}: {seconds[0]:.0f} s; with {FAULTY} in which a function hangs: {seconds[1]:.0f} s."
        )


if __name__ == "__main__":
    main()
