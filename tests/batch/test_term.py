"""A term on an export of twenty: graded, adjusted, marked, graded again after an edit, killed in between."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.batch.journal import Writing, read_journal
from autograder.batch.roster import ADJUSTMENTS, MARKS
from autograder.cli import main
from autograder.homework import VARIABLE, use
from autograder.settings import Settings
from tests.batch.term import WRITTEN, write_export, write_homework
from tests.browser import chromium

COUNT = 20
ADJUST = """\
[[adjust]]
test = "test_small_locally_connected_matrix"
full = true
reason = "The text allowed another reading."

[[adjust]]
who = "grace.hopper.1@example.edu"
add = 1
reason = "A mistake in the notes was found."

[late]
due = 2026-11-01T23:59:59+00:00
per_day = 2
"""


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory, reference: Path, settings: Settings) -> Iterator[Path]:
    """A folder with the homework and the export, both graded into out/, adjusted and marked."""
    folder = tmp_path_factory.mktemp("term")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(write_homework(folder)))
        patch.chdir(folder)
        write_export(folder / "export.zip", COUNT, reference)
        graded = run("batch", "export.zip", "--out", "out", "--workers", "2")
        assert "20 graded, 0 done before, of 20." in graded.output, graded.output
        (folder / "out" / ADJUSTMENTS).write_text(ADJUST)
        assert run("adjust", "out").exit_code == 0
        assert run("written", "out").exit_code == 0
        with (folder / "out" / "written.csv").open(encoding="utf-8-sig", newline="") as file:
            heads, *rows = csv.reader(file)
        for row in rows:
            row[heads.index("1a points (of 3)")], row[heads.index("1a comment")] = "2", "good"
        with (folder / "filled.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([heads, *rows])
        assert run("written", "out", "--take", "filled.csv").exit_code == 0
        yield folder
    use(settings)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def edit(folder: Path, before: str, after: str) -> None:
    """Change a hidden test."""
    path = folder / "solutions" / "hidden" / "test_toeplitz.py"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def contents(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.glob("submission_*/*")}


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "autograder", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_adjustments_and_marks_count_and_are_explained(term: Path) -> None:
    results = json.loads((term / "out" / "submission_9001" / "results.json").read_text())
    review = results["extra_data"]["review"]
    given = sum(mark["points"] or 0 for mark in review["marks"].values())
    assert given == 2 and results["score"] == review["automatic"] + given + 1
    page = (term / "out" / "submission_9001" / "feedback.html").read_text(encoding="utf-8")
    assert "A mistake in the notes was found." in page and "good" in page


def test_an_edit_of_one_hidden_test_grades_that_question_alone_through_a_kill_and_keeps_what_people_said(
    term: Path, tmp_path: Path
) -> None:
    """Those whom the edited test does not touch keep every byte; the comparison is with the time before the kill."""
    out = tmp_path / "out"
    shutil.copytree(term / "out", out)
    homework = tmp_path / "solutions"
    shutil.copytree(term / "solutions", homework)
    before = contents(out)
    edit(tmp_path, '(4, 7), (1, 3)], ["dense", "convolution"]', '(4, 7), (1, 3)], ["dense"]')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(homework))
        command = ("batch", str(term / "export.zip"), "--out", str(out), "--workers", "2")
        process = start(*command)
        while (journal := read_journal(out)).finished or len(journal.done) < 5:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        partial = read_journal(out)
        assert not partial.finished and partial.done
        shown = run("report", str(out))
        assert shown.exit_code == 0
        assert f"{len(partial.done)} of 20 submissions" in (out / "report.html").read_text(encoding="utf-8")
        # A process of its own: the version of a homework is worked out once in each.
        again = subprocess.run([sys.executable, "-m", "autograder", *command], capture_output=True, text=True)
    assert "only 1b" in again.stderr
    graded = int(re.findall(r"(\d+) graded,", again.stdout)[0])
    assert graded <= COUNT - len(partial.done) + 1  # the one that was being written may be graded again
    assert "3 of 20 that were graded again moved" in again.stdout
    after = contents(out)
    kinds = {place: place % 6 for place in range(COUNT)}
    readable = [place for place in range(COUNT) if f"submission_{9000 + place}/executed.ipynb" in before]
    for place in readable:
        mine = {name for name in before if name.startswith(f"submission_{9000 + place}/")}
        if kinds[place] not in (1, 2, 3):  # their 1b is right, or fails elsewhere
            assert {name: before[name] for name in mine} == {name: after[name] for name in mine}
    moved = json.loads(after["submission_9002/results.json"])
    was = json.loads(before["submission_9002/results.json"])
    assert moved["score"] == was["score"] + 2  # counted wrongly was the convolution
    assert moved["extra_data"]["review"]["marks"] == was["extra_data"]["review"]["marks"]
    assert {test["name"] for test in moved["tests"]} == {test["name"] for test in was["tests"]}
    assert (out / MARKS).read_bytes() == (term / "out" / MARKS).read_bytes()


def test_only_what_is_asked_is_graded(term: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(term / "out", out)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*/grade.json")}
    asked = ("batch", str(term / "export.zip"), "--out", str(out), "--workers", "1")
    shown = run(*asked, "--only", "1a", "--who", "müller, jörg", "--fresh")
    assert "1 submission to grade, of 1 only 1a" in shown.output
    assert [path.parent.name for path, then in before.items() if path.stat().st_mtime_ns != then] == ["submission_9002"]
    assert "0 graded, 2 done before, of 2." in run(*asked, "--who", "Anna Schmidt").output
    wrong = run(*asked, "--only", "1aa")
    assert wrong.exit_code == 2 and "no question '1aa'; 1a is meant?" in wrong.output
    wrong = run(*asked, "--who", "ada.lovelase")
    assert wrong.exit_code == 2 and "is meant?" in wrong.output
    fresh = run("batch", str(term / "export.zip"), "--out", str(tmp_path / "new"), "--only", "1a", "--who", "ada")
    assert "1 have no results yet" in fresh.output


@pytest.mark.parametrize("command", [("adjust",), ("report",), ("written", "--take", "filled.csv")])
def test_a_command_that_is_killed_loses_nothing(term: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Killed at some moments of its work, and run again, it comes to the same as without."""
    out = tmp_path / "out"
    shutil.copytree(term / "out", out)
    (out / ADJUSTMENTS).write_text(ADJUST.replace("add = 1", "add = 2"))
    expected = tmp_path / "expected"
    shutil.copytree(out, expected)
    name, *options = command
    assert run(name, str(expected), *options).exit_code == 0
    for seconds in (0.8, 1.6, 2.4):
        process = start(name, str(out), *options)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in out.glob("*/results.json"):
            assert json.loads(path.read_text())["score"] >= 0
    assert run(name, str(out), *options).exit_code == 0
    assert contents(out) == {name: text for name, text in contents(expected).items()}
    for name in ("grades.csv", MARKS, ADJUSTMENTS):
        assert (out / name).read_bytes() == (expected / name).read_bytes()


def test_a_batch_that_is_killed_before_its_report_makes_it_the_next_time(term: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(term / "out", out)
    asked = ("batch", str(term / "export.zip"), "--out", str(out))
    grades = (out / "grades.csv").read_bytes()
    (out / "grades.csv").write_text("of before\n")
    assert "0 graded, 20 done before" in run(*asked).output
    assert (out / "grades.csv").read_text() == "of before\n"  # nothing is to be done
    journal = out / "journal.jsonl"
    journal.write_text("".join(line for line in journal.read_text().splitlines(True) if "reported" not in line))
    assert "0 graded, 20 done before" in run(*asked).output
    assert (out / "grades.csv").read_bytes() == grades


def test_show_prints_both_students_of_one_name(term: Path) -> None:
    shown = run("show", "out", "anna schmidt").output
    assert "submission_9010" in shown and "submission_9011" in shown
    ada = run("show", "out", "ada").output
    assert "ada.lovelace.0@example.edu" in ada and "total" in ada
    assert run("show", "out", "nobody").exit_code == 2


def test_a_torn_line_of_the_journal_costs_that_line_alone(tmp_path: Path) -> None:
    journal = Writing(tmp_path, tmp_path, ["a", "b"], [])
    journal.done("a")
    with open(tmp_path / "journal.jsonl", "ab") as file:
        file.write(b'{"done": "')
    Writing(tmp_path, tmp_path, ["b"], []).done("b")
    found = read_journal(tmp_path)
    assert (found.todo, found.done, found.finished) == (["a", "b"], {"a", "b"}, False)


@pytest.mark.parametrize("width", [390, 1200])
def test_the_pages_hold_what_people_changed_and_fit_the_screen(term: Path, width: int) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for name in ("report.html", "changes.html", "submission_9001/feedback.html"):
            page.goto((term / "out" / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.goto((term / "out" / "report.html").as_uri())
        page.fill("input[data-filters=t-added]", "notes was found")
        assert page.locator("#t-added tbody tr:not([hidden])").all_inner_texts()[0].startswith("Grace Hopper")
        assert page.locator("#t-added tbody tr:not([hidden])").count() == 1
        assert errors == []


def test_compare50_finds_who_copied_and_says_that_it_is_no_verdict(term: Path) -> None:
    if shutil.which("compare50") is None:
        pytest.skip("no compare50 on PATH; pipx install compare50")
    shown = run("similar", "out")
    assert "no verdict" in shown.output
    page = (term / "out" / "report.html").read_text(encoding="utf-8")
    pages = re.findall(r'href="similar/(match_\d+\.html)"', page)
    assert pages and all((term / "out" / "similar" / name).is_file() for name in pages)


def test_without_compare50_it_says_how_to_get_it(term: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable) if not shutil.which("compare50") else "/nowhere")
    shown = run("similar", "out")
    assert shown.exit_code == 1 and "pipx install compare50" in shown.output


def test_written_points_stand_in_the_homework(term: Path) -> None:
    text = (term / "solutions" / "assignment.toml").read_text()
    assert [float(number) for number in re.findall(r"(?m)^written = (\d+)", text)] == list(WRITTEN.values())
    with zipfile.ZipFile(term / "export.zip") as archive:
        assert len({name.split("/")[1] for name in archive.namelist()}) >= COUNT - 1
