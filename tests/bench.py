"""Measures speed and memory: `make bench`. Nothing here asserts a time; a comparison is a ratio within one run.

Grades the reference with `autograder grade`, runs the same notebook and Otter tests with stock `otter run`, both in
processes of their own, and samples the memory of each process tree (proportional set size: shared pages count once).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from autograder.authoring.proof.pairs import comparisons_on
from autograder.grading.grade import grade_submission
from autograder.grading.ideas import explanations
from autograder.homework import load_homework
from autograder.settings import PACKAGE
from autograder.wall.template import Template
from tests.images import docker, engine_runs
from tests.stock import build_stock_image, stock_otter

ROOT = PACKAGE.parent
REFERENCE = ROOT / "dist" / "solution"
SAMPLE_EVERY = 0.05  # seconds


@dataclass(frozen=True)
class Cost:
    """Wall-clock and CPU seconds of a process tree, and its peak memory in megabytes."""

    wall: float
    cpu: float
    memory: float


def measure(command: list[str], cwd: Path) -> Cost:
    """Run `command` to its end and measure its whole process tree."""
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    stop = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not stop.wait(SAMPLE_EVERY):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    stop.set()
    watcher.join()
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


def memory(pid: int) -> float:
    """Proportional set size of the process tree below `pid`, in megabytes."""
    total = 0
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                total += process.memory_full_info().pss
    return total / 2**20


def sandbox_costs(rounds: int = 20) -> tuple[float, float]:
    """Median milliseconds to start and to end a sandbox."""
    starts, ends = [], []
    with Template.of(load_homework()) as template:
        template.sandbox({}, load_homework().limits, 10).close()
        for _ in range(rounds):
            began = time.monotonic()
            sandbox = template.sandbox({}, load_homework().limits, 10)
            ready = time.monotonic()
            sandbox.close()
            starts.append(1000 * (ready - began))
            ends.append(1000 * (time.monotonic() - ready))
    return median(starts), median(ends)


def recognition() -> tuple[str, float]:
    """The function whose wrong answers take longest to be searched for known ideas, where none fits; seconds."""
    settings = load_homework()
    with Template.of(settings) as template:
        compared = comparisons_on(REFERENCE, template, settings)
    took: dict[str, float] = {}
    for function, comparisons in compared.items():
        noise = np.random.default_rng(0)
        wrong = [
            replace(one, answers=[want + noise.normal(size=want.shape) for want in one.expected]) for one in comparisons
        ]
        began = time.perf_counter()
        assert explanations(wrong) == []
        took[function] = time.perf_counter() - began
    slowest = max(took, key=took.__getitem__)
    return slowest, took[slowest]


CONTAINERS = [("0.5", "768m"), ("1", "1536m"), ("2", "3072m")]  # Gradescope's, but for the largest
PEAK = "/sys/fs/cgroup/memory.peak /sys/fs/cgroup/memory/memory.max_usage_in_bytes"  # of cgroups version 2, and of 1
IN_CONTAINER = (
    f"autograder grade /autograder/submission --out /autograder/results >&2; cat {PEAK} 2>/dev/null | head -1"
)


def containers(console: Console) -> None:
    """Seconds and peak memory in Gradescope's containers, and what the images cost, if an engine runs."""
    if not engine_runs():
        console.print("No container engine runs: nothing is measured in containers.")
        return
    subprocess.run([ROOT / "tests" / "engine.sh", "base"], check=True)
    table = Table(title="The reference in a container (peak memory counts the page cache)")
    for column in ("CPU", "memory", "wall s", "peak MB"):
        table.add_column(column, justify="right")
    with console.status("Building the images ..."), tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        arguments = ["--build-arg=BASE=autograder-base", "--build-arg=TORCH=/autograder/source", "--no-cache"]
        docker("build", "--network=host", *arguments, "--tag=autograder", str(ROOT))
        ours = time.monotonic() - began
        began = time.monotonic()
        build_stock_image(Path(name))
        more = time.monotonic() - began
    for cpus, limit in CONTAINERS:
        with console.status(f"Grading with {cpus} CPU ..."):
            limits = [f"--cpus={cpus}", f"--memory={limit}", f"--memory-swap={limit}", "--network=none"]
            mount = f"--volume={REFERENCE}:/autograder/submission:ro"
            began = time.monotonic()
            peak = docker("run", "--rm", *limits, mount, "autograder", "sh", "-c", IN_CONTAINER)
            table.add_row(cpus, limit, f"{time.monotonic() - began:.1f}", f"{int(peak) / 2**20:.0f}")
    console.print(table)
    size, stock = (int(docker("image", "inspect", "--format={{.Size}}", f"autograder{tag}")) for tag in ("", "-stock"))
    console.print(f"The image has {size / 1e9:.2f} GB and is built in {ours:.0f} s without any cache.")
    parts = [
        line.split() for line in docker("run", "--rm", "--network=none", "autograder", "sh", "-c", PARTS).splitlines()
    ]
    listed = ", ".join(f"{Path(path).name} {megabytes}" for megabytes, path in parts)
    console.print(f"In it, in MB: {listed}.")
    console.print(f"With what stock Otter needs besides: {stock / 1e9:.2f} GB, {more:.0f} s more.")


PARTS = """
du -xsm /usr
du -xm --max-depth=1 /autograder/venv/lib/python3*/site-packages | sort -rn | head -n 12
"""
LOCK_DOWN = """
import os, sys, sysconfig, tempfile, time
from statistics import median
from autograder.wall import fork_server, lockdown, seccomp
from autograder.wall.uids import Uids
fork_server.import_everything(["torch"])
libraries = lockdown.Libraries.of(sys.base_prefix, [sysconfig.get_path("purelib")], [])
rules = None if seccomp.why_unavailable() else seccomp.build()
uid = Uids().take() if os.geteuid() == 0 else None
scratch = tempfile.mkdtemp()
spec = dict(scratch=scratch, data=scratch, uid=uid, memory_mb=2048, file_mb=64, processes=64, cpu_seconds=60)
def fork(what):
    began = time.perf_counter()
    if os.fork() == 0:
        what()
        os._exit(0)
    os.wait()
    return 1000 * (time.perf_counter() - began)
lock = lambda: lockdown.lock_down(spec, [0, 1, 2], libraries, rules)
pairs = [(fork(lambda: None), fork(lock)) for _ in range(30)]
print(median(locked - bare for bare, locked in pairs))
os.rmdir(scratch)
"""


def lock_down_cost() -> float:
    """Milliseconds that the lock-down adds to a forked process: the median over pairs of forks with and without it."""
    command = [sys.executable, "-c", LOCK_DOWN]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def own_share() -> tuple[float, float]:
    """CPU seconds of one grading inside sandboxes, and all told without the import of torch."""
    began = time.process_time()
    with Template.of(load_homework()) as template:
        template.sandbox({}, load_homework().limits, 10).close()
        grade_submission(REFERENCE, load_homework(), template=template)
        inside = template.sandbox_cpu_seconds
    return inside, time.process_time() - began


def main() -> None:
    console = Console()
    if not REFERENCE.is_dir():
        raise SystemExit("dist/solution is missing; run `make release` first")
    table = Table(title=f"The reference, on {os.cpu_count()} cores", show_lines=False)
    for column in ("", "wall s", "CPU s", "peak MB"):
        table.add_column(column, justify="left" if not column else "right")
    with tempfile.TemporaryDirectory() as name, console.status("Measuring ..."):
        folder = Path(name)
        grade = [sys.executable, "-m", "autograder", "grade", str(REFERENCE), "--out", str(folder / "out")]
        ours = measure(grade, folder)
        stock = measure([str(Path(sys.executable).with_name("otter")), *stock_otter(folder, REFERENCE)], folder)
        start, end = sandbox_costs()
        lock_down = lock_down_cost()
        inside, outside = own_share()
        function, searched = recognition()
    for label, cost in [("autograder grade, everything", ours), ("otter run, notebook alone", stock)]:
        table.add_row(label, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory:.0f}")
    ratios = (ours.wall / stock.wall, ours.cpu / stock.cpu, ours.memory / stock.memory)
    table.add_row("ratio", *(f"{ratio:.2f}" for ratio in ratios))
    console.print(table)
    console.print(
        f"A sandbox starts in {start:.0f} ms, {lock_down:.1f} of them its lock-down, ends in {end:.0f} ms (medians)."
    )
    console.print(f"In sandboxes {inside:.1f} s of CPU; the grader adds {outside:.1f} s: {outside / inside:.0%}.")
    console.print(f"Known ideas are searched for {searched:.2f} s at most where none fits, for {function}.")
    containers(console)


if __name__ == "__main__":
    main()
