"""What a student is told to do next, for each test that failed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.release import build
from autograder.errors import ConfigError
from autograder.grading.outcomes import Grade, Outcome
from autograder.outputs.feedback import feedback_page
from autograder.outputs.next_step import next_step
from autograder.outputs.results import to_gradescope
from autograder.settings import FILE, Settings, load_settings

FAILED = Outcome("1", "test_window_count", "The count is right", 2, "failed", "Wrong values in the count.", "Count!")


@pytest.fixture
def checked(homework: Settings) -> Settings:
    return replace(homework, check="python check.py", nearest={"test_window_count": "Five numbers"})


def test_the_file_and_the_nearest_check_stand_below_what_was_seen_and_the_hint(checked: Settings) -> None:
    step = "mend windows.py. Nearest public check: python check.py 1, «Five numbers»."
    assert next_step(FAILED, checked) == step
    (test,) = to_gradescope(Grade((FAILED,)), checked)["tests"]
    assert test["output"].splitlines() == ["Wrong values in the count.", "hint: Count!", f"next: {step}"]
    assert f"<b>next:</b> {step}" in feedback_page(Grade((FAILED,)), checked)


def test_where_no_check_is_near_the_student_is_told_so(checked: Settings) -> None:
    step = "mend windows.py. No public check looks at this; python check.py 1 runs what there is."
    assert next_step(replace(FAILED, test="test_moving_average"), checked) == step


def test_what_the_notebook_lacks_is_mended_and_checked_there(checked: Settings) -> None:
    step = 'mend Windows.ipynb. Nearest public check: grader.check("q1"), «Five numbers».'
    assert next_step(replace(FAILED, in_notebook=True), checked) == step


def test_a_homework_without_such_a_command_names_the_file(homework: Settings) -> None:
    assert next_step(FAILED, homework) == "mend windows.py."


@pytest.mark.parametrize("change", [{"status": "passed"}, {"status": "could not run"}, {"seen": ""}])
def test_what_is_not_the_students_fault_asks_nothing_of_the_student(checked: Settings, change: dict[str, str]) -> None:
    assert next_step(replace(FAILED, **change), checked) == ""  # type: ignore[arg-type]


def test_a_nearest_check_for_a_test_that_is_not_there_is_a_slip(homework: Settings, tmp_path: Path) -> None:
    text = (homework.folder / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(f'{text}\n[nearest]\ntest_windows_count = "Five numbers"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"nearest\.test_windows_count: no question has such a test"):
        load_settings(tmp_path)


def test_a_nearest_check_that_students_do_not_hold_is_not_released(checked: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nearest\.test_window_count: no public check has the title 'Five numbers'"):
        build(checked, tmp_path)
    build(replace(checked, nearest={"test_window_count": "test_the_mean_of_each_pair"}), tmp_path / "other")
