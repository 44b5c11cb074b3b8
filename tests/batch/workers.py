"""What tests of a batch share: real workers, and what comes of submissions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import Client

from autograder.batch.grades import read_rows
from autograder.batch.report import write_report
from autograder.batch.worker import grade_one
from autograder.homework import VARIABLE
from autograder.settings import Settings

COUNT = 12  # submissions that the fixture `submissions` makes


class Cluster:
    """A Dask scheduler and workers as processes of their own, which know one homework."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.homework = str(settings.folder)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.temporary = tempfile.TemporaryDirectory()
        os.chmod(self.temporary.name, 0o755)  # sandboxes have uids of their own
        file = folder / f"scheduler-{id(self)}.json"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        self.scheduler = self._start("distributed.cli.dask_scheduler", *options)
        while not (file.is_file() and file.read_text().endswith("}")):
            assert self.scheduler.poll() is None
            time.sleep(0.05)
        self.address = json.loads(file.read_text())["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny"
        )

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *arguments]
        quietly = {"WORKER__PROFILE__ENABLED": "False", "ADMIN__TICK__INTERVAL": "500ms"}  # as autograder.batch.cluster
        options = {f"DASK_DISTRIBUTED__{name}": value for name, value in quietly.items()}
        environment = {**os.environ, **options, "TMPDIR": self.temporary.name, VARIABLE: self.homework}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen(command, env=environment, **quiet))
        return self.processes[-1]

    def wait_for(self, workers: int) -> None:
        with Client(self.address) as client:
            client.wait_for_workers(workers, timeout=60)

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
        wait_until(lambda: leftovers(self.temporary.name) == [])  # their templates clean up
        self.temporary.cleanup()


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def leftovers(folder: str) -> list[Path]:
    return list(Path(folder).glob("grading-*"))


def timeless(results: dict[str, Any]) -> str:
    return json.dumps({**results, "execution_time": 0}, indent=2)


def found(out: Path) -> dict[str, str]:
    return {
        path.parent.name: timeless(json.loads(path.read_text(encoding="utf-8"))) for path in out.glob("*/results.json")
    }


def read_rows_after(out: Path, settings: Settings) -> list[Any]:
    write_report(out, settings)
    return read_rows(out)


def graded_by_a_broken_grader(submission: Any, settings: Settings, wanted: str) -> Any:
    """Run on a worker: it has this file, and none that imports pytest."""
    grade = grade_one(submission, settings, wanted)
    if b"width + 1 + 0" not in submission.files["windows.py"]:
        return grade
    return replace(grade, outcomes=(replace(grade.outcomes[0], status="could not run"), *grade.outcomes[1:]))
