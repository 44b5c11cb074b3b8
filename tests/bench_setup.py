"""Measures what a newcomer and a contributor wait for: setting up, the first grading, checks and tests. `make bench`.

All of it happens in a fresh clone of what is committed, so that nothing is there already. Stock Otter is set up beside
it with the same torch, the same lock and a package cache of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.settings import PACKAGE

ROOT = PACKAGE.parent
STOCK = """
set -e
{python} -m venv .stock
autograder/gradescope/torch.sh .stock/bin/python
.stock/bin/python -m pip install --quiet --no-compile --constraint requirements.lock \
  'otter-grader[grading]==7.0.0' ipykernel matplotlib torch==2.13.0
"""


@dataclass(frozen=True)
class Step:
    """Wall-clock and CPU seconds of a command, its children's included; an engine's work for it is not."""

    wall: float
    cpu: float
    last: str  # line of its output
    good: bool  # whether it ended well


class Clone:
    """A fresh clone, with package caches of its own.

    Args:
        folder: an empty one, for both.
        console: says what is under way.
    """

    def __init__(self, folder: Path, console: Console) -> None:
        self.folder = folder / "clone"
        self.caches = folder / "caches"
        self.console = console
        subprocess.run(["git", "clone", "--quiet", ROOT, self.folder], check=True)

    def run(self, what: str, command: list[str], cache: str) -> Step:
        """Time a command; where it ends badly, print what it said last."""
        own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTEST_ADDOPTS")}
        said = self.folder.with_name("said")
        with self.console.status(f"{what} ..."), said.open("wb") as output:
            began = time.monotonic()
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=own | {"PIP_CACHE_DIR": str(self.caches / cache)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        lines = [line for line in said.read_text(errors="replace").splitlines() if line.strip()]
        wall, last = time.monotonic() - began, lines[-1].strip(" =") if lines else ""
        if status:
            self.console.print("\n".join(lines[-20:]), markup=False)
            last = f"ended with status {process.returncode}"
        return Step(wall, usage.ru_utime + usage.ru_stime, last, status == 0)

    def size(self, environment: str) -> float:
        """Megabytes that an environment takes on the disk."""
        paths = (self.folder / environment).rglob("*")
        return sum(path.lstat().st_blocks * 512 for path in paths) / 1e6


def main() -> None:
    console = Console()
    table = Table(title=f"A fresh clone, on {os.cpu_count()} cores")
    for column in ("", "wall s", "CPU s", ""):
        table.add_column(column, justify="right" if column else "left")

    failed = []

    def add(what: str, step: Step, note: str = "") -> None:
        table.add_row(what, f"{step.wall:.0f}", f"{step.cpu:.0f}", note if step.good else step.last)
        failed.extend([] if step.good else [what])

    with tempfile.TemporaryDirectory() as name:
        clone = Clone(Path(name), console)
        stock = ["bash", "-c", STOCK.format(python=sys.executable)]
        for label, environment, command, cache in [
            ("set-up for grading", ".venv", ["make", ".venv/.grading"], "ours"),
            ("stock Otter's, with the same torch", ".stock", stock, "stock"),
        ]:
            for temperature in ("no package cache", "a warm one"):
                shutil.rmtree(clone.folder / environment, ignore_errors=True)
                step = clone.run(f"{label}, {temperature}", command, cache)
                add(f"{label}, {temperature}", step, f"{clone.size(environment):.0f} MB")
        shutil.rmtree(clone.folder / ".stock")
        add("make grade", clone.run("make grade", ["make", "grade"], "ours"))
        add("what tests need besides", clone.run("what tests need besides", ["make", ".venv/.dev"], "ours"))
        for target in ("check", "quick", "test"):
            step = clone.run(f"make {target}", ["make", target], "ours")
            add(f"make {target}", step, step.last if target == "test" else "")
    console.print(table)
    if failed:
        raise SystemExit(f"{', '.join(failed)} failed; what was said stands above")


if __name__ == "__main__":
    main()
