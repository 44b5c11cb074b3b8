"""Gradescope's contract without an engine: metadata, partial results, the leaderboard, the written answers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder import machine
from autograder.gradescope import harness
from autograder.gradescope.metadata import Metadata, read_metadata
from autograder.grading.grade import grade_submission
from autograder.grading.outcomes import Grade, Outcome
from autograder.outputs.results import SCHEMA
from autograder.outputs.written import print_to_pdf, write_written
from autograder.reading.submission import read_submission
from autograder.reading.tampering import suspicious_words
from autograder.settings import Leaderboard, Settings
from autograder.wall.template import Template
from tests.browser import chromium

JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["users", "assignment", "previous_submissions", "created_at", "due_date", "name", "score"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("metadata") / "submission_metadata.json"


@given(content=JSON)
def test_metadata_of_any_content_is_read(place: Path, content: Any) -> None:
    place.write_text(json.dumps(content))
    assert isinstance(read_metadata(place), Metadata)


def test_metadata_that_is_missing_or_broken_says_nothing(place: Path) -> None:
    assert read_metadata(place.with_name("none.json")) == Metadata()
    place.write_text("{")
    assert read_metadata(place) == Metadata()


def test_the_latest_graded_submission_and_the_lateness_are_read(place: Path) -> None:
    earlier = [
        {"submission_time": "2026-11-02T10:00:00", "score": 80, "autograder_error": False},
        {"submission_time": "2026-11-03T10:00:00", "score": 0, "autograder_error": True},
        {"submission_time": "2026-11-01T10:00:00", "score": 95, "autograder_error": False},
    ]
    assignment = {"due_date": "2026-11-22T12:00:00.000000-08:00", "late_due_date": None}
    content = {
        "created_at": "2026-11-22T13:30:00.000000-08:00",
        "users": [{"name": "Ada", "email": "ada@example.edu"}, {"name": None}],
        "assignment": assignment,
        "previous_submissions": earlier,
    }
    place.write_text(json.dumps(content))
    found = read_metadata(place)
    assert (found.users, str(found.late), found.previous_score) == (("Ada",), "1:30:00", 80.0)


def upload(root: Path, source: str) -> Path:
    (root / "submission").mkdir(parents=True)
    (root / "submission" / "toeplitz.py").write_text(source)
    return root


def results_of(root: Path) -> dict[str, Any]:
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text())
    jsonschema.validate(results, SCHEMA)
    return results


def test_results_are_valid_after_every_test_and_name_what_was_not_reached(
    settings: Settings, reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = settings.only("1b")
    root = upload(tmp_path, (reference / "toeplitz.py").read_text())
    monkeypatch.setattr(harness, "load_homework", lambda: small)
    seen: list[dict[str, Any]] = []
    original = harness._Partial.add

    def add(self: Any, outcome: Outcome) -> None:
        original(self, outcome)
        seen.append(results_of(root))

    monkeypatch.setattr(harness._Partial, "add", add)
    harness.grade_upload(root, Console(quiet=True))
    assert [result["score"] for result in seen] == [2, 4, 6]
    unreached = [[test["tags"] for test in result["tests"]].count(["hidden", "could-not-run"]) for result in seen]
    assert unreached[-1] == 0 and sorted(unreached, reverse=True) == unreached
    assert results_of(root)["score"] == 6 and "flags" not in results_of(root)["extra_data"]


def test_a_fault_of_the_grader_keeps_what_is_known_and_tells_staff(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, settings: Settings, *, advance: Any) -> Grade:
        advance(Outcome("1b", "test_worksheet_weight_counts", "The counts", 2, "passed"))
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(harness, "grade_submission", broken)
    root = upload(tmp_path, "")
    harness.grade_upload(root, Console(quiet=True))
    results = results_of(root)
    assert results["score"] == 2 and "a bug of ours" in str(results["extra_data"]["flags"])
    assert "a bug of ours" not in json.dumps({**results, "extra_data": None})


def test_a_signal_to_end_leaves_what_is_known(tmp_path: Path) -> None:
    root = upload(tmp_path, "def weight_counts(n, k):\n    while True: pass\n")
    command = [sys.executable, "-m", "autograder", "gradescope", "--root", str(root)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = root / "results" / "results.json"
    while not (path.is_file() and '"could-not-run"' in (text := path.read_text()) and "were done" in text):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    results = results_of(root)
    assert "SIGTERM" in str(results["extra_data"]["flags"])
    assert any("could-not-run" in test["tags"] for test in results["tests"])


def test_a_signal_behind_the_whole_grade_takes_nothing_back(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gradescope may end the container while the table for staff is printed."""
    passed = [
        Outcome(q.id, test, test, points, "passed")
        for q in settings.questions.values()
        for test, points in q.tests.items()
    ]
    monkeypatch.setattr(harness, "grade_submission", lambda *_, **__: Grade(tuple(passed)))
    monkeypatch.setattr(harness, "print_table", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    root = upload(tmp_path, "")
    try:
        harness.grade_upload(root, Console(quiet=True))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert results_of(root)["score"] == 100 and "SIGTERM" not in json.dumps(results_of(root))


def test_settings_that_hide_the_total_are_warned_of(settings: Settings) -> None:
    assert settings.warning == ""
    hidden = replace(settings, visibility={"public": "visible", "hidden": "after_due_date"})
    assert "hides the student's total" in hidden.warning


ENTRY = """
import torch
from torch import nn

class CNN(nn.Module):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__()
        self.layer = nn.Linear(784, num_classes)
    def forward(self, x):
        return self.layer(x.flatten(1))

class Entry(CNN):
    def __init__(self, input_shape, num_classes):
        super().__init__(input_shape, None, num_classes)
"""


def test_the_leaderboard_ranks_the_entry_within_its_budget(
    settings: Settings, template: Template, tmp_path: Path
) -> None:
    (tmp_path / "models.py").write_text(ENTRY)

    def ranked(source: str, budget: int) -> list[dict[str, Any]]:
        (tmp_path / "models.py").write_text(source)
        rules = replace(settings.only("1b"), leaderboard=Leaderboard(enabled=True, rules={"parameters": budget}))
        return list(grade_submission(tmp_path, rules, template=template).leaderboard)

    accuracy, count = ranked(ENTRY, 7850)
    assert accuracy["value"] > 0.5 and count == {"name": "parameters", "value": 7850, "order": "asc"}
    assert ranked(ENTRY, 7849)[0]["value"] == 0
    without = ENTRY[: ENTRY.index("class Entry")]
    assert ranked(without, 7850)[0]["value"] == accuracy["value"]
    assert ranked("def CNN(*args):\n    return 3\n", 7850) == [
        {"name": "accuracy", "value": 0.0},
        {"name": "parameters", "value": 0, "order": "asc"},
    ]
    assert grade_submission(tmp_path, settings.only("1b"), template=template).leaderboard == ()


def test_written_answers_stand_by_question_escaped_and_print_to_pdf(settings: Settings, tmp_path: Path) -> None:
    answers = {"Ada": {"1a": "<script>alert(1)</script> a band"}, "Грейс": {"1a": "", "1b": "25 of 81"}}
    page = tmp_path / "written.html"
    write_written(answers, settings, page)
    with chromium() as browser:
        shown = browser.new_page()
        shown.goto(page.as_uri())
        text = shown.inner_text("main")
        assert "<script>alert(1)</script> a band" in text and "25 of 81" in text and "no answer" in text
        assert text.index("a band") < text.index("25 of 81")
        assert shown.locator("main script").count() == 0
    assert print_to_pdf(page, tmp_path / "written.pdf") == ""
    assert (tmp_path / "written.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_browser_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert print_to_pdf(tmp_path / "a.html", tmp_path / "a.pdf") == "no Chromium on this machine"


@pytest.mark.parametrize(
    ("files", "cpus", "memory"),
    [
        ({"cpu.max": "50000 100000", "memory.max": "805306368"}, 0.5, 768),
        ({"cpu.max": "max 100000", "memory.max": "max"}, None, None),
        ({"cpu/cpu.cfs_quota_us": "50000", "cpu/cpu.cfs_period_us": "100000"}, 0.5, None),
        ({"cpu/cpu.cfs_quota_us": "-1", "memory/memory.limit_in_bytes": "9223372036854771712"}, None, None),
        ({}, None, None),
    ],
)
def test_a_containers_limits_are_read(
    files: dict[str, str], cpus: float | None, memory: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of both versions of cgroups; None stands for no limit."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text + "\n")
    monkeypatch.setattr(machine, "_CGROUP", tmp_path)
    assert machine.cpus() == (cpus or len(os.sched_getaffinity(0)))
    assert machine.memory_mb() == memory


def test_honest_work_raises_no_suspicion_and_reaching_for_the_grader_does(
    settings: Settings, reference: Path, tmp_path: Path
) -> None:
    assert suspicious_words(read_submission(reference, settings)) == set()
    (tmp_path / "models.py").write_text(
        "# The units are hidden. They have a ReLU.\nx = self.hidden.weight / hidden.sum()\n"
    )
    assert suspicious_words(read_submission(tmp_path, settings)) == set()
    (tmp_path / "models.py").write_text("from hidden.oracles import mlp\n")
    assert len(suspicious_words(read_submission(tmp_path, settings))) == 1
    (tmp_path / "models.py").unlink()
    (tmp_path / "toeplitz.py").write_text("import os\n\nopen('/autograder/results/results.json')\n" * 50)
    found = suspicious_words(read_submission(tmp_path, settings))
    assert "toeplitz.py, line 3: reaches for the grader's results (results.json)" in found
    assert len(found) == 2  # once for each aim, however often
