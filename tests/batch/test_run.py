"""Many submissions, on real workers: nothing lost, nothing graded twice, the same bytes at the end."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from click.testing import CliRunner
from distributed import Client
from rich.console import Console

from autograder.batch import cluster as dask_side
from autograder.batch import run as driver
from autograder.batch import worker
from autograder.batch.index import INDEX, Index
from autograder.batch.plan import Asked
from autograder.batch.roster import Source
from autograder.batch.run import grade_all
from autograder.batch.version import version
from autograder.cli import main
from autograder.errors import BatchError, RosterError
from autograder.grading.grade import grade_submission
from autograder.grading.headings import Headings
from autograder.grading.notebook_run import section
from autograder.grading.titles import titles
from autograder.outputs.feedback import feedback_page
from autograder.outputs.results import to_gradescope
from autograder.reading.submission import read_submission
from autograder.settings import PACKAGE, Settings
from autograder.wall.template import Template
from tests.batch.workers import (
    COUNT,
    Cluster,
    found,
    graded_by_a_broken_grader,
    leftovers,
    read_rows_after,
    timeless,
    wait_until,
)


@pytest.fixture
def cluster(tmp_path: Path, small: Settings) -> Iterator[Cluster]:
    one = Cluster(tmp_path, small)
    yield one
    one.close()


@pytest.fixture(scope="module")
def expected(submissions: Path, starter: Settings, starters_template: Template) -> dict[str, str]:
    """What `autograder grade` writes for each, times aside."""
    with Source(submissions) as source:
        places = {entry.id: submissions / entry.place for entry in source.entries}
    return {
        id: timeless(to_gradescope(grade_submission(path, starter, template=starters_template), starter))
        for id, path in places.items()
    }


def at(place: int, action: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do `action` when so many results are written; returns the ids in the order in which results come."""
    order: list[str] = []
    write = driver.write_folder

    def writing(found: Any, reviewed: Any, settings: Settings, folder: Path) -> None:
        write(found, reviewed, settings, folder)
        order.append(folder.name)
        if len(order) == place:
            action()

    monkeypatch.setattr(driver, "write_folder", writing)
    return order


def test_results_are_those_of_a_single_grading_byte_for_byte_and_a_second_run_does_nothing(
    submissions: Path, small: Settings, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On this machine's own cluster, of two workers; then a submission changes, and it alone is graded again."""
    summary = grade_all(submissions, tmp_path, small, workers=2)
    assert (summary.total, summary.graded, summary.before, summary.aside) == (COUNT, COUNT, 0, [])
    assert found(tmp_path) == expected

    def no_cluster(*_: Any) -> None:
        raise AssertionError("nothing was to be done")

    with monkeypatch.context() as patch:
        patch.setattr(dask_side, "connected", no_cluster)
        assert grade_all(submissions, tmp_path, small).before == COUNT
    changed = tmp_path / "changed"
    shutil.copytree(submissions, changed)
    (changed / "student 0" / "windows.py").write_text("def window_count(n, width):\n    return 0\n")
    again = grade_all(changed, tmp_path, small, workers=1)
    assert (again.graded, again.before) == (1, COUNT - 1)


def test_a_killed_worker_costs_nothing_but_time(
    submissions: Path,
    small: Settings,
    expected: dict[str, str],
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    victim = cluster.worker()
    cluster.worker()
    cluster.wait_for(2)
    order = at(3, lambda: os.kill(victim.pid, signal.SIGKILL), monkeypatch)
    summary = grade_all(submissions, tmp_path, small, scheduler=cluster.address)
    assert (summary.graded, summary.aside) == (COUNT, [])
    assert sorted(order) == sorted(expected)  # each once
    assert found(tmp_path) == expected
    assert len(leftovers(cluster.temporary.name)) == 1  # the template of the killed one has cleaned up


def test_a_cut_connection_ends_the_run_and_the_next_one_goes_on(
    submissions: Path,
    small: Settings,
    expected: dict[str, str],
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cluster.worker()
    cluster.wait_for(1)
    first = at(4, cluster.scheduler.kill, monkeypatch)
    with pytest.raises(BatchError, match="run the same command again"):
        grade_all(submissions, tmp_path, small, scheduler=cluster.address)
    assert 4 <= len(first) < COUNT
    other = Cluster(tmp_path, small)
    try:
        other.worker()
        other.worker()
        other.wait_for(2)
        summary = grade_all(submissions, tmp_path, small, scheduler=other.address)
    finally:
        other.close()
    assert (summary.graded, summary.before) == (COUNT - len(set(first[: summary.before])), summary.before)
    assert len(first) == COUNT  # the second run's came behind the first's: nothing twice
    assert sorted(first) == sorted(expected)
    assert found(tmp_path) == expected


class Line:
    """A line to a scheduler, which can be cut while both ends live on."""

    def __init__(self, address: str) -> None:
        host, port = address.removeprefix("tcp://").split(":")
        self._target = host, int(port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        for end in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                self._ends += [near, far]
                for source, target in [(near, far), (far, near)]:
                    threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(2**16):
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)


def test_a_cut_line_to_a_scheduler_that_lives_on_loses_nothing(
    submissions: Path,
    small: Settings,
    expected: dict[str, str],
    standing: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The workers stay, and the second run finds them free."""
    monkeypatch.setattr(dask_side, "_PATIENCE", 2)
    line = Line(standing)
    order = at(4, line.cut, monkeypatch)
    with pytest.raises(BatchError, match="run the same command again"):
        grade_all(submissions, tmp_path, small, scheduler=line.address)
    assert 4 <= len(order) < COUNT
    summary = grade_all(submissions, tmp_path, small, scheduler=standing)
    assert (summary.graded, summary.before) == (COUNT - summary.before, len(order) - summary.graded)
    assert sorted(order) == sorted(expected)  # each once, over both runs
    assert found(tmp_path) == expected


def test_ctrl_c_ends_every_process_without_noise_and_the_next_run_goes_on(
    submissions: Path, small: Settings, tmp_path: Path
) -> None:
    """As a terminal sends it: to every process of the group."""
    few, out = tmp_path / "few", tmp_path / "out"
    for number in range(3):
        shutil.copytree(submissions / f"student {number}", few / str(number))
    command = [*as_typed(small), "batch", str(few), "--out", str(out), "--workers", "2"]
    temporary = tempfile.mkdtemp()
    os.chmod(temporary, 0o755)
    environment = {**os.environ, "TMPDIR": temporary}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(command, env=environment, start_new_session=True, **pipes)
    wait_until(lambda: len(list(out.glob("*/results.json"))) >= 1, seconds=60)
    family = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    text, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    before, said = text.strip().splitlines()
    assert before == "3 submissions to grade: how long shows as it runs."
    assert said == "Stopped. What is done is kept: run the same command again to go on."
    assert family
    psutil.wait_procs(family, timeout=20)
    assert [one for one in family if one.is_running()] == []
    assert leftovers(temporary) == []
    shutil.rmtree(temporary)
    done = len(list(out.glob("*/results.json")))
    again = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"{3 - done} graded, {done} done before, of 3." in again


def as_typed(settings: Settings) -> list[str]:
    """The command, in another process."""
    return [sys.executable, "-m", "autograder", "--homework", str(settings.folder)]


def test_a_driver_that_is_killed_goes_on_where_it_stopped(submissions: Path, small: Settings, tmp_path: Path) -> None:
    """As users start it: the command, killed while it works, and started again."""
    few = tmp_path / "few"
    few.mkdir()
    for number in range(3):
        shutil.copytree(submissions / f"student {number}", few / str(number))
    command = [*as_typed(small), "batch", str(few), "--out", str(tmp_path / "out"), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list((tmp_path / "out").glob("*/results.json")):
        assert process.poll() is None
        time.sleep(0.05)
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: not any(one.is_running() for one in family))  # its workers notice, and end
    done = len(list((tmp_path / "out").glob("*/results.json")))
    assert done < 3
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+) graded, (\d+) done before", text)
    assert found
    graded, before = map(int, found.groups())
    assert graded + before == 3 and before >= done - 1  # the one that was being written may be graded again
    assert len((tmp_path / "out" / "grades.csv").read_text().splitlines()) == 4


def test_a_submission_that_kills_its_worker_twice_is_set_aside(
    submissions: Path, small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_side, "grade_one", deadly)
    few = tmp_path / "few"
    for name in ("student 0", "student 1", "Грейс Хоппер"):
        shutil.copytree(submissions / name, few / name)
    (few / "deadly").mkdir()
    (few / "deadly" / "windows.py").write_text("deadly = True\n")
    summary = grade_all(few, tmp_path / "out", small, workers=1)
    assert (summary.graded, summary.aside) == (3, ["deadly"])
    rows = {row.entry.id: row for row in read_rows_after(tmp_path / "out", small)}
    assert any("ended its worker 3 times" in flag for flag in rows["deadly"].flags)


def deadly(submission: Any, settings: Settings, wanted: str) -> Any:
    from autograder.batch.worker import grade_one

    if b"deadly" in submission.files.get("windows.py", b""):
        os.kill(os.getpid(), signal.SIGKILL)
    return grade_one(submission, settings, wanted)


def test_a_worker_with_another_grader_is_refused(
    submissions: Path, small: Settings, standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_side, "version", fake_version)
    with pytest.raises(BatchError, match="another version of the grader"):
        grade_all(submissions, tmp_path, small, scheduler=standing)


def fake_version() -> str:
    """Called by value on a worker, it tells that worker's; here it is another."""
    return "0" * 64 if "pytest" in sys.modules else "1" * 64


def test_a_folder_that_cannot_be_written_says_so_at_once(submissions: Path, small: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BatchError, match="cannot go on"):
        grade_all(submissions, tmp_path / "file" / "out", small)


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few kilobytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("cannot mount a small disk here: that needs root with CAP_SYS_ADMIN")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_says_so_at_once_and_leaves_no_half_file(
    submissions: Path,
    small: Settings,
    expected: dict[str, str],
    standing: str,
    little_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("autograder.atomic.PAUSES", (0.1, 0.5))
    out = little_disk / "out"
    with pytest.raises(BatchError, match=r"No space left|disk is full"):
        grade_all(submissions, out, small, scheduler=standing)
    assert list(little_disk.rglob(".writing-*")) == []
    for path in out.glob("*/results.json"):
        assert json.loads(path.read_text())["score"] >= 0
    subprocess.run(["mount", "-o", "remount,size=8m", str(little_disk)], check=True)
    assert grade_all(submissions, out, small, scheduler=standing).total == COUNT
    assert found(out) == expected


def test_a_report_that_cannot_be_written_says_so(
    submissions: Path, small: Settings, standing: str, little_disk: Path
) -> None:
    few, out = little_disk.parent / "few", little_disk / "out"
    shutil.copytree(submissions / "empty", few / "empty")
    grade_all(few, out, small, scheduler=standing)
    with contextlib.suppress(OSError):
        (out / "filler").write_bytes(bytes(2**17))
    shown = CliRunner().invoke(main, ["report", str(out)])
    assert shown.exit_code == 1 and "No space left" in shown.output


def test_two_batches_never_write_to_the_same_folder(submissions: Path, small: Settings, tmp_path: Path) -> None:
    with closing(Index(tmp_path)), pytest.raises(BatchError, match="another batch is at work"):
        grade_all(submissions, tmp_path, small)


def test_a_damaged_index_is_named(submissions: Path, small: Settings, tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text("no database at all\n" * 100)
    with pytest.raises(BatchError, match=f"{INDEX} is damaged"):
        grade_all(submissions, tmp_path, small)


def test_the_dashboard_is_served_on_request_to_this_machine_alone() -> None:
    said = io.StringIO()
    with dask_side.connected(None, 1, dashboard=True, console=Console(file=said, width=200)) as client:
        link = said.getvalue().split()[-1]
        assert link.startswith("http://127.0.0.1:") and link == client.dashboard_link
        with urllib.request.urlopen(link) as page:
            assert b"Status" in page.read() and page.status == 200
    without = dask_side.connected(None, 1, dashboard=False, console=Console(file=said))
    with without as client, pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(client.dashboard_link)


def test_the_scheduler_of_this_machine_takes_nobody_without_its_keys() -> None:
    with dask_side.connected(None, 1, dashboard=False, console=Console()) as client:
        address = client.scheduler.address.replace("tls://", "tcp://")
        with pytest.raises(OSError, match=address):
            Client(address, timeout="3s")


def test_results_among_the_submissions_are_refused(submissions: Path, small: Settings) -> None:
    for out in (submissions, submissions / "out"):
        with pytest.raises(RosterError, match="name another folder"):
            grade_all(submissions, out, small)
    assert not (submissions / "out").exists()


def test_a_test_that_could_not_run_is_run_again_by_the_next_batch(
    submissions: Path, small: Settings, standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = tmp_path / "few"
    for name in ("student 0", "student 1"):
        shutil.copytree(submissions / name, few / name)
    with monkeypatch.context() as patch:
        patch.setattr(dask_side, "grade_one", graded_by_a_broken_grader)
        summary = grade_all(few, tmp_path / "out", small, scheduler=standing)
    assert (summary.graded, summary.incomplete) == (2, ["student 0"])
    again = grade_all(few, tmp_path / "out", small, scheduler=standing)
    assert (again.graded, again.before, again.incomplete) == (1, 1, [])


def test_what_could_not_run_twice_is_left_alone_until_somebody_asks_or_the_grader_changes(
    submissions: Path, small: Settings, standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, out = tmp_path / "few", tmp_path / "out"
    for name in ("student 0", "student 1"):
        shutil.copytree(submissions / name, few / name)
    monkeypatch.setattr(dask_side, "grade_one", graded_by_a_broken_grader)

    def runs(settings: Settings = small, **asked: bool) -> tuple[int, list[str], list[str]]:
        summary = grade_all(few, out, settings, scheduler=standing, asked=Asked(**asked))
        return summary.graded, summary.incomplete, summary.given_up

    assert runs() == (2, ["student 0"], [])
    assert runs() == (1, ["student 0"], [])
    assert runs() == (0, [], ["student 0"])
    assert runs(retry=True) == (1, ["student 0"], [])
    assert runs() == (0, [], ["student 0"])
    other = replace(small, limits=replace(small.limits, output_kb=65))  # as good as another version of the grader
    assert runs(other) == (2, ["student 0"], [])
    assert runs(other) == (1, ["student 0"], [])


def test_a_notebook_and_its_second_chance_get_what_a_single_grading_gives(
    settings: Settings, template: Template, tmp_path: Path
) -> None:
    """Grading alone has two lanes, and a worker one: results and feedback are the same."""
    some = settings.only("1a", "1e", "2c")
    flawed = PACKAGE.parent / "tests" / "samples" / "flawed"
    one = Path(shutil.copytree(flawed, tmp_path / "all" / "flawed"))
    notebook = section(nbformat.read(one / settings.notebook, as_version=4), Headings(settings), "1a", "2b", "2c")
    nbformat.write(notebook, one / settings.notebook)
    grade_all(tmp_path / "all", tmp_path / "out", some, workers=1)
    grade = grade_submission(one, some, template=template)
    results = to_gradescope(grade, some)
    assert found(tmp_path / "out") == {"flawed": timeless(results)}
    assert [test["name"] for test in results["tests"]] == [titles(settings)[name] for name in some.question_of]
    assert (tmp_path / "out/flawed/feedback.html").read_text(encoding="utf-8") == feedback_page(grade, some)


def test_a_worker_whose_template_dies_grades_with_another(small: Settings, solved: Path) -> None:
    submission = read_submission(solved, small)
    try:
        assert not worker.grade_one(submission, small, version()).failed_to_run
        template = worker._running(small)
        template._process.kill()
        assert worker.grade_one(submission, small, version()).score == 8
        assert worker._running(small) is not template
    finally:
        worker.close()
