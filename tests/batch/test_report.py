"""What a batch tells the instructor: the figures, and the page in a browser."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.batch.grades import Row
from autograder.batch.report import discrimination, misconceptions, write_report
from autograder.batch.roster import Entry, Student, write_roster
from autograder.batch.run import grade_all
from autograder.cli import main
from autograder.grading.titles import titles
from autograder.settings import Settings
from tests.batch.workers import COUNT
from tests.browser import chromium


def test_discrimination_is_the_correlation_with_the_rest_score() -> None:
    passed, rest = np.array([True, True, False, False]), np.array([9.0, 7.0, 4.0, 2.0])
    by_hand = (8 - 3) / rest.std() * 0.5  # (mean of those who pass - mean of others) / sd * sqrt(p q)
    assert discrimination(passed, rest) == pytest.approx(by_hand)
    assert discrimination(np.array([True, True]), rest[:2]) is None
    assert discrimination(passed, np.ones(4)) is None


def test_a_stopped_batch_with_new_settings_still_has_a_report(
    submissions: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    """Old results have other tests than new ones: each test is counted over those who were graded with it."""
    question = small.questions["1"]
    fewer = replace(small, questions={"1": replace(question, points=2, tests={"test_window_count": 2})}, partial=True)
    few = tmp_path / "few"
    for name in ("student 0", "student 1"):
        shutil.copytree(submissions / name, few / name)
    grade_all(few, tmp_path / "out", small, scheduler=standing)
    shutil.rmtree(few / "student 1")
    grade_all(few, tmp_path / "out", fewer, scheduler=standing)
    shutil.copytree(submissions / "student 1", few / "student 1")
    write_roster([Entry("student 0", "student 0"), Entry("student 1", "student 1")], tmp_path / "out")
    rows = write_report(tmp_path / "out", small)
    named = titles(small)
    assert [{title for _, title in row.tests} for row in rows] == [
        {named["test_window_count"]},
        {named[test] for test in question.tests},
    ]


def test_a_question_whose_points_people_give_has_no_share_of_tests(
    submissions: Path, small: Settings, standing: str, tmp_path: Path
) -> None:
    words = replace(small.questions["1"], id="2", title="In words", points=0, tests={}, written=3.0)
    both = replace(small, questions={**small.questions, "2": words})
    shutil.copytree(submissions / "student 0", tmp_path / "few" / "student 0")
    grade_all(tmp_path / "few", tmp_path / "out", both, scheduler=standing)
    assert len(write_report(tmp_path / "out", both)) == 1
    assert (tmp_path / "out" / "report.html").is_file()


def test_a_class_is_grouped_by_ideas_and_by_pairs_of_them_counting_students_and_not_submissions() -> None:
    group = Entry("group", "group", (Student("Ada"), Student("Grace")))
    reversed_kernel, both = ("kernel-reversed",), ("circular-border", "kernel-reversed")
    rows = [
        Row(group, 0.0, {}, frozenset([reversed_kernel]), (), 0.0),
        Row(Entry("one", "one"), 0.0, {}, frozenset([both, reversed_kernel]), (), 0.0),
        Row(Entry("none", "none"), 0.0, {}, frozenset(), (), 0.0),
    ]
    found = [
        ([entry.id for entry in one["entries"]], one["count"], one["share"], [row.entry.id for row in one["rows"]])
        for one in misconceptions(rows)
    ]
    assert found == [
        (["kernel-reversed"], 3, 3 / 4, ["group", "one"]),
        (["circular-border"], 1, 1 / 4, ["one"]),
        (["circular-border", "kernel-reversed"], 1, 1 / 4, ["one"]),
    ]


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
