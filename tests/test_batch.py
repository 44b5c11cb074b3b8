"""Many submissions, on real workers: nothing lost, nothing graded twice, the same bytes at the end."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from click.testing import CliRunner
from distributed import Client
from rich.console import Console

from autograder.batch import cluster as dask_side
from autograder.batch import run as driver
from autograder.batch import worker
from autograder.batch.errors import BatchError, RosterError
from autograder.batch.grades import Row, read_rows
from autograder.batch.index import INDEX, Index
from autograder.batch.report import discrimination, misconceptions, write_report
from autograder.batch.roster import METADATA, Entry, Source, Student, read_metadata, write_roster
from autograder.batch.run import grade_all
from autograder.batch.version import version
from autograder.cli import main
from autograder.config import PACKAGE, Settings
from autograder.feedback import feedback_page
from autograder.grade import grade_submission
from autograder.hidden.titles import titles
from autograder.isolation.sandbox import Template
from autograder.results import to_gradescope
from autograder.submission import MAX_FILE, MAX_FILES, SubmissionError, read_submission
from tests.browser import chromium

COUNT = 12


@pytest.fixture(scope="session")
def small(settings: Settings) -> Settings:
    """One question of the homework: a grading takes well under a second."""
    return settings.only("1b")


@pytest.fixture(scope="module")
def submissions(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders, a zip, a notebook, an empty one; names in several scripts; right and wrong ones."""
    folder = tmp_path_factory.mktemp("submissions")
    source = (reference / "toeplitz.py").read_text()
    for number in range(COUNT - 4):
        (folder / f"student {number}").mkdir()
        wrong = source.replace('"dense": n * n', f'"dense": n * n + {number % 3}')
        (folder / f"student {number}" / "toeplitz.py").write_text(wrong)
    (folder / "Грейс Хоппер").mkdir()
    (folder / "Грейс Хоппер" / "toeplitz.py").write_text(source)
    (folder / "empty").mkdir()
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        archive.writestr("homework/toeplitz.py", source)
    shutil.copy(reference / "CNNPrinciples.ipynb", folder / "notebook.ipynb")
    (folder / ".hidden").mkdir()
    (folder / "notes.txt").write_text("no submission")
    return folder


class Cluster:
    """A Dask scheduler and workers as processes of their own."""

    def __init__(self, folder: Path) -> None:
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
        environment = {**os.environ, "TMPDIR": self.temporary.name}
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


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    one = Cluster(tmp_path)
    yield one
    one.close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of two workers' scheduler, for tests that leave them alive."""
    one = Cluster(tmp_path_factory.mktemp("standing"))
    for _ in range(2):
        one.worker()
    one.wait_for(2)
    yield one.address
    one.close()


@pytest.fixture(scope="module")
def expected(submissions: Path, small: Settings, template: Template) -> dict[str, str]:
    """What `autograder grade` writes for each, times aside."""
    with Source(submissions) as source:
        places = {entry.id: submissions / entry.place for entry in source.entries}
    return {
        id: timeless(to_gradescope(grade_submission(path, small, template=template), small))
        for id, path in places.items()
    }


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


def at(place: int, action: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do `action` when so many results are written; returns the ids in the order in which results come."""
    order: list[str] = []
    write = driver.write_graded

    def writing(graded: Any, folder: Path) -> None:
        write(graded, folder)
        order.append(folder.name)
        if len(order) == place:
            action()

    monkeypatch.setattr(driver, "write_graded", writing)
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
    (changed / "student 0" / "toeplitz.py").write_text("def weight_counts(n, k):\n    return {}\n")
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
    other = Cluster(tmp_path)
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
    line = Line(standing)
    order = at(4, line.cut, monkeypatch)
    with pytest.raises(BatchError, match="run the same command again"):
        grade_all(submissions, tmp_path, small, scheduler=line.address)
    assert 4 <= len(order) < COUNT
    summary = grade_all(submissions, tmp_path, small, scheduler=standing)
    assert (summary.graded, summary.before) == (COUNT - summary.before, len(order) - summary.graded)
    assert sorted(order) == sorted(expected)  # each once, over both runs
    assert found(tmp_path) == expected


def test_ctrl_c_ends_every_process_without_noise_and_the_next_run_goes_on(submissions: Path, tmp_path: Path) -> None:
    """As a terminal sends it: to every process of the group."""
    few, out = tmp_path / "few", tmp_path / "out"
    for number in range(3):
        shutil.copytree(submissions / f"student {number}", few / str(number))
    command = [sys.executable, "-m", "autograder", "batch", str(few), "--out", str(out), "--workers", "2"]
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
    assert text.strip() == "Stopped. What is done is kept: run the same command again to go on."
    assert family
    psutil.wait_procs(family, timeout=20)
    assert [one for one in family if one.is_running()] == []
    assert leftovers(temporary) == []
    shutil.rmtree(temporary)
    done = len(list(out.glob("*/results.json")))
    again = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"{3 - done} graded, {done} done before, of 3." in again


def test_a_driver_that_is_killed_goes_on_where_it_stopped(submissions: Path, tmp_path: Path) -> None:
    """As users start it: the command, killed while it works, and started again."""
    few = tmp_path / "few"
    few.mkdir()
    for number in range(3):
        shutil.copytree(submissions / f"student {number}", few / str(number))
    command = [sys.executable, "-m", "autograder", "batch", str(few), "--out", str(tmp_path / "out"), "--workers", "1"]
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
    graded, before = (int(text.split(word)[0].split()[-1]) for word in (" graded", " done before"))
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
    (few / "deadly" / "toeplitz.py").write_text("deadly = True\n")
    summary = grade_all(few, tmp_path / "out", small, workers=1)
    assert (summary.graded, summary.aside) == (3, ["deadly"])
    rows = {row.entry.id: row for row in read_rows_after(tmp_path / "out", small)}
    assert any("ended its worker twice" in flag for flag in rows["deadly"].flags)


def deadly(submission: Any, settings: Settings, wanted: str) -> Any:
    from autograder.batch.worker import grade_one

    if b"deadly" in submission.files.get("toeplitz.py", b""):
        os.kill(os.getpid(), signal.SIGKILL)
    return grade_one(submission, settings, wanted)


def read_rows_after(out: Path, settings: Settings) -> list[Any]:
    write_report(out, settings)
    return read_rows(out)


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
    submissions: Path, small: Settings, expected: dict[str, str], standing: str, little_disk: Path
) -> None:
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
    submissions: Path, small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = tmp_path / "few"
    for name in ("student 0", "student 1"):
        shutil.copytree(submissions / name, few / name)
    with monkeypatch.context() as patch:
        patch.setattr(dask_side, "grade_one", graded_by_a_broken_grader)
        summary = grade_all(few, tmp_path / "out", small, workers=1)
    assert (summary.graded, summary.incomplete) == (2, ["student 0"])
    again = grade_all(few, tmp_path / "out", small, workers=1)
    assert (again.graded, again.before, again.incomplete) == (1, 1, [])


def graded_by_a_broken_grader(submission: Any, settings: Settings, wanted: str) -> Any:
    from autograder.batch.worker import grade_one

    graded = grade_one(submission, settings, wanted)
    return replace(graded, complete=b"n * n + 0" not in submission.files["toeplitz.py"])


def test_names_that_no_file_system_or_page_likes_keep_their_results_apart(
    reference: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    """No UTF-8, the same but for case, the same but for its spelling in Unicode, a folder and a zip, our own files'."""
    folder = tmp_path / "all"
    names = [b"Andr\xe9", b"report.html", b"Ada", b"ada", "Zo\u00eb".encode(), "Zoe\u0308".encode(), b"work"]
    for name in names:
        os.makedirs(os.path.join(os.fsencode(folder), name))
        shutil.copy(reference / "toeplitz.py", os.path.join(os.fsencode(folder), name, b"toeplitz.py"))
    with zipfile.ZipFile(folder / "work.zip", "w") as archive:
        archive.write(reference / "toeplitz.py", "toeplitz.py")
    (folder / "late.rar").write_text("no submission that we read")
    out = tmp_path / "out"
    said = io.StringIO()
    summary = grade_all(folder, out, small, scheduler=standing, console=Console(file=said))
    assert (summary.graded, summary.aside) == (len(names) + 1, [])
    assert "late.rar" in said.getvalue()
    rows = read_rows_after(out, small)
    assert [row.total for row in rows] == [6] * (len(names) + 1)
    ids = {unicodedata.normalize("NFC", row.entry.id).casefold() for row in rows}
    assert len(ids) == len(names) + 1 and "report.html" not in ids
    assert "Andr\ufffd" in (out / "report.html").read_text(encoding="utf-8")


def test_a_notebook_and_its_second_chance_get_what_a_single_grading_gives(
    settings: Settings, template: Template, standing: str, tmp_path: Path
) -> None:
    """Grading alone has two lanes, and a worker one: results and feedback are the same."""
    some = settings.only("1a", "1e", "2c")
    flawed = PACKAGE.parent / "tests" / "samples" / "flawed"
    shutil.copytree(flawed, tmp_path / "all" / "flawed")
    grade_all(tmp_path / "all", tmp_path / "out", some, scheduler=standing)
    grade = grade_submission(flawed, some, template=template)
    results = to_gradescope(grade, some)
    assert found(tmp_path / "out") == {"flawed": timeless(results)}
    assert [test["name"] for test in results["tests"]] == [titles()[name] for name in some.question_of]
    assert (tmp_path / "out/flawed/feedback.html").read_text(encoding="utf-8") == feedback_page(grade, some)


def test_a_worker_whose_template_dies_grades_with_another(small: Settings, reference: Path) -> None:
    submission = read_submission(reference, small)
    try:
        assert worker.grade_one(submission, small, version()).complete
        template = worker._running()
        template._process.kill()
        assert json.loads(worker.grade_one(submission, small, version()).results)["score"] == 6
        assert worker._running() is not template
    finally:
        worker.close()


def export(path: Path, reference: Path) -> Path:
    """A zip as Gradescope exports it: a group, an empty submission, a formula for a name."""
    metadata = """
submission_1:
  :submitters:
  - :name: =cmd|' /C calc'!A0
    :email: ada@example.edu
    :sid: '0042'
  - :name: Грейс Хоппер
    :email: grace@example.edu
  :created_at: 2026-11-01 12:00:00.000000000 Z
  :score: 3.0
  :results:
    tests:
    - output: |-
        submission_9:

          :score: 9.0
  :history:
  - :created_at: 2026-10-31 12:00:00.000000000 Z
    :score: 1.0
  :status: !ruby/symbol processed
submission_2:
  :submitters:
  - :name: Nobody
    :email: nobody@example.edu
  :score:
"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"assignment_7_export/{METADATA}", metadata)
        archive.write(reference / "toeplitz.py", "assignment_7_export/submission_1/toeplitz.py")
        archive.writestr("assignment_7_export/__MACOSX/submission_1/._toeplitz.py", b"what a Mac adds to a zip")
    return path


def test_gradescopes_export_brings_names_groups_and_earlier_scores(
    reference: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    grade_all(export(tmp_path / "export.zip", reference), out, small, scheduler=standing)
    write_report(out, small)
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Email"] for row in rows] == ["ada@example.edu", "grace@example.edu", "nobody@example.edu"]
    assert rows[0]["Name"] == "'=cmd|' /C calc'!A0" and rows[0]["SID"] == "0042"
    assert rows[0]["Submitted"] == "2026-11-01 12:00:00.000000000 Z" and rows[2]["Submitted"] == ""
    assert [row["Total"] for row in rows] == ["6", "6", "0"]
    written = (out / "written.html").read_text(encoding="utf-8")
    assert "Грейс Хоппер (submission_1)" in written and "Nobody (submission_2)" in written
    assert [row["Before"] for row in rows] == ["3", "3", ""] and rows[0]["Change"] == "3"
    assert grade_all(tmp_path / "export.zip", out, small).before == 2
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    for path in (tmp_path / "unpacked", tmp_path / "unpacked" / "assignment_7_export"):
        with Source(path) as source:
            assert [(entry.id, entry.before) for entry in source.entries] == [
                ("submission_1", 3),
                ("submission_2", None),
            ]


def test_a_folder_of_an_export_is_read_as_if_it_were_unpacked(
    reference: Path, settings: Settings, tmp_path: Path
) -> None:
    """Too large, a link, junk, too deep, a path that leads outside: the same submission, or the same refusal."""
    source = (reference / "toeplitz.py").read_bytes()
    link = zipfile.ZipInfo("export/odd/link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    deep = "/".join(["deep"] * 30)
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"export/{METADATA}", "odd:\nlarge:\nbomb:\nmany:\n")
        for name in ("odd", "large", "bomb", "many"):
            archive.writestr(f"export/{name}/work/toeplitz.py", source)
        archive.writestr(link, "/etc/passwd")
        for name in ("__MACOSX/toeplitz.py", f"{deep}/helper.py"):
            archive.writestr(f"export/odd/{name}", b"x = 1\n")
        archive.writestr("export/large/models.py", bytes(MAX_FILE + 1))
        for number in range(4):
            archive.writestr(f"export/bomb/{number}.bin", bytes(MAX_FILE))
        for number in range(MAX_FILES):
            archive.writestr(f"export/many/{number}.txt", b"")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    (tmp_path / "unpacked/export/odd/link.py").unlink()
    (tmp_path / "unpacked/export/odd/link.py").symlink_to("/etc/passwd")

    def read(source: Source, name: str) -> Any:
        entry = next(entry for entry in source.entries if entry.id == name)
        try:
            return source.read(entry, settings)
        except SubmissionError as error:
            return str(error)

    with Source(tmp_path / "export.zip") as zipped, Source(tmp_path / "unpacked/export") as unpacked:
        results = {name: read(zipped, name) for name in ("odd", "large", "bomb", "many")}
        assert results == {name: read(unpacked, name) for name in results}
    assert list(results["odd"].files) == ["toeplitz.py"] == list(results["large"].files)
    assert "larger than" in results["bomb"] and "more than" in results["many"]


def test_a_folder_that_is_damaged_in_the_export_is_set_aside_and_the_others_go_on(
    reference: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(METADATA, "broken:\nwhole:\n")
        for name in ("broken", "whole"):
            archive.write(reference / "toeplitz.py", f"{name}/toeplitz.py")
    data = (tmp_path / "export.zip").read_bytes()
    place = data.index(b"def toeplitz_matrix")  # of the first; its checksum is wrong then
    (tmp_path / "export.zip").write_bytes(data[:place] + b"DEF" + data[place + 3 :])
    summary = grade_all(tmp_path / "export.zip", tmp_path / "out", small, scheduler=standing)
    assert (summary.graded, summary.aside) == (1, ["broken"])
    flags = {row.entry.id: row.flags for row in read_rows_after(tmp_path / "out", small)}
    assert "cannot be read: BadZipFile" in str(flags["broken"])


def test_what_is_no_batch_is_refused_with_what_to_do(reference: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.write(reference / "toeplitz.py", "toeplitz.py")
    for path, words in [
        (tmp_path / "one.zip", "Grade one submission with"),
        (tmp_path / "nothing", "neither a folder"),
    ]:
        with pytest.raises(RosterError, match=words):
            Source(path)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "one.zip").read_bytes()[-60:])
    with pytest.raises(RosterError, match=r"damaged|neither"):
        Source(tmp_path / "cut.zip")
    (tmp_path / "empty").mkdir()
    with pytest.raises(RosterError, match="holds no submission"):
        Source(tmp_path / "empty")
    with pytest.raises(RosterError, match="must be that of one folder"):
        read_metadata(b"../../etc: {}\n")


def test_discrimination_is_the_correlation_with_the_rest_score() -> None:
    passed, rest = np.array([True, True, False, False]), np.array([9.0, 7.0, 4.0, 2.0])
    by_hand = (8 - 3) / rest.std() * 0.5  # (mean of those who pass - mean of others) / sd * sqrt(p q)
    assert discrimination(passed, rest) == pytest.approx(by_hand)
    assert discrimination(np.array([True, True]), rest[:2]) is None
    assert discrimination(passed, np.ones(4)) is None


def test_a_stopped_batch_with_new_settings_still_has_a_report(
    submissions: Path, small: Settings, settings: Settings, standing: str, tmp_path: Path
) -> None:
    """Old results have other tests than new ones: each test is counted over those who were graded with it."""
    few = tmp_path / "few"
    for name in ("student 0", "student 1"):
        shutil.copytree(submissions / name, few / name)
    grade_all(few, tmp_path / "out", small, scheduler=standing)
    shutil.rmtree(few / "student 1")
    grade_all(few, tmp_path / "out", settings.only("1a"), scheduler=standing)
    shutil.copytree(submissions / "student 1", few / "student 1")
    write_roster([Entry("student 0", "student 0"), Entry("student 1", "student 1")], tmp_path / "out")
    rows = write_report(tmp_path / "out", settings)
    assert [sorted({question for question, _ in row.tests}) for row in rows] == [["1a"], ["1b"]]


def test_a_misconception_counts_students_and_not_submissions() -> None:
    group = Entry("group", "group", (Student("Ada"), Student("Grace")))
    rows = [
        Row(group, 0.0, {}, frozenset(["kernel-reversed"]), (), 0.0),
        Row(Entry("one", "one"), 0.0, {}, frozenset(), (), 0.0),
    ]
    (found,) = misconceptions(rows)
    assert (found["entry"].id, found["count"], found["share"]) == ("kernel-reversed", 2, 2 / 3)


def test_the_report_sorts_filters_and_leads_to_the_feedback(
    submissions: Path, small: Settings, standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = tmp_path / "all"
    shutil.copytree(submissions, hostile)
    (hostile / "<script>alert(1)<").mkdir()
    grade_all(hostile, tmp_path / "out", small, scheduler=standing)
    shown = CliRunner().invoke(main, ["report", str(tmp_path / "out")])
    assert shown.exit_code == 0, shown.output
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.goto((tmp_path / "out" / "report.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        totals = "#t-submissions tbody tr:not([hidden]) td:nth-child(3)"
        page.click("#t-submissions th:nth-child(3) button")
        assert (values := [float(text) for text in page.locator(totals).all_inner_texts()]) == sorted(values)
        page.click("#t-submissions th:nth-child(3) button")
        values = [float(text) for text in page.locator(totals).all_inner_texts()]
        assert values == sorted(values, reverse=True) and len(values) == COUNT + 1
        page.fill("input[data-filters=t-submissions]", "хоппер")
        assert page.locator("#t-submissions tbody tr:not([hidden])").count() == 1
        page.click("#t-submissions tbody tr:not([hidden]) a")
        assert "feedback.html" in page.url and "6" in page.inner_text(".score")
        assert errors == []
