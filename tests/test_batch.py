"""Many submissions, on real workers: nothing lost, nothing graded twice, the same bytes at the end."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from distributed import Client

from autograder.batch import run as driver
from autograder.batch.grades import read_rows
from autograder.batch.report import discrimination, write_report
from autograder.batch.roster import METADATA, RosterError, Source, read_metadata
from autograder.batch.run import BatchError, grade_all
from autograder.cli import main
from autograder.config import Settings
from autograder.grade import grade_submission
from autograder.isolation.sandbox import Template
from autograder.results import to_gradescope
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
        self.processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return self.processes[-1]

    def wait_for(self, workers: int) -> None:
        with Client(self.address) as client:
            client.wait_for_workers(workers, timeout=60)

    def close(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    one = Cluster(tmp_path)
    yield one
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
        patch.setattr(driver, "_client", no_cluster)
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


def test_a_driver_that_is_killed_goes_on_where_it_stopped(submissions: Path, tmp_path: Path) -> None:
    """As users start it: the command, killed while it works, and started again."""
    few = tmp_path / "few"
    few.mkdir()
    for number in range(6):
        shutil.copytree(submissions / f"student {number}", few / str(number))
    command = [sys.executable, "-m", "autograder", "batch", str(few), "--out", str(tmp_path / "out"), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(list((tmp_path / "out").glob("*/results.json"))) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = len(list((tmp_path / "out").glob("*/results.json")))
    assert done < 6
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    graded, before = (int(text.split(word)[0].split()[-1]) for word in (" graded", " done before"))
    assert graded + before == 6 and before >= done - 1  # the one that was being written may be graded again
    assert len((tmp_path / "out" / "grades.csv").read_text().splitlines()) == 7


def test_a_submission_that_kills_its_worker_twice_is_set_aside(
    submissions: Path, small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "grade_one", deadly)
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
    submissions: Path, small: Settings, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.worker()
    cluster.wait_for(1)
    monkeypatch.setattr(driver, "fingerprint", fake_fingerprint)
    with pytest.raises(BatchError, match="another version of the grader"):
        grade_all(submissions, tmp_path, small, scheduler=cluster.address)


def fake_fingerprint() -> str:
    """Called by value on a worker, it tells that worker's; here it is another."""
    return "0" * 64 if "pytest" in sys.modules else "1" * 64


def test_a_folder_that_cannot_be_written_says_so_at_once(submissions: Path, small: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BatchError, match="cannot go on"):
        grade_all(submissions, tmp_path / "file" / "out", small)


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
  :status: processed
submission_2:
  :submitters:
  - :name: Nobody
    :email: nobody@example.edu
  :score:
"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"assignment_7_export/{METADATA}", metadata)
        archive.write(reference / "toeplitz.py", "assignment_7_export/submission_1/toeplitz.py")
    return path


def test_gradescopes_export_brings_names_groups_and_earlier_scores(
    reference: Path, small: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    grade_all(export(tmp_path / "export.zip", reference), out, small, workers=1)
    write_report(out, small)
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Email"] for row in rows] == ["ada@example.edu", "grace@example.edu", "nobody@example.edu"]
    assert rows[0]["Name"] == "'=cmd|' /C calc'!A0" and rows[0]["SID"] == "0042"
    assert [row["Total"] for row in rows] == ["6", "6", "0"]
    written = (out / "written.html").read_text(encoding="utf-8")
    assert "Грейс Хоппер (submission_1)" in written and "Nobody (submission_2)" in written
    assert [row["Before"] for row in rows] == ["3", "3", ""] and rows[0]["Change"] == "3"
    assert grade_all(tmp_path / "export.zip", out, small).before == 2


def test_what_is_no_batch_is_refused_with_what_to_do(reference: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.write(reference / "toeplitz.py", "toeplitz.py")
    for path, words in [
        (tmp_path / "one.zip", "Grade one submission with"),
        (tmp_path / "nothing", "neither a folder"),
    ]:
        with pytest.raises(RosterError, match=words):
            Source(path)
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


def test_the_report_sorts_filters_and_leads_to_the_feedback(
    submissions: Path, small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = tmp_path / "all"
    shutil.copytree(submissions, hostile)
    (hostile / "<script>alert(1)<").mkdir()
    grade_all(hostile, tmp_path / "out", small, workers=2)
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
