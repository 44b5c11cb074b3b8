"""What a student is told to do next, question by question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.outcomes import Grade, Outcome
from autograder.outputs.next_step import next_step
from autograder.outputs.results import to_gradescope
from autograder.settings import Settings

PUBLIC = Outcome("1", "test_moving_average", "The means are right", 3, "passed", public=True)
HIDDEN = Outcome("1", "test_window_count", "The count is right", 2, "failed", "Wrong values in the count.")


@pytest.fixture
def checked(homework: Settings) -> Settings:
    return replace(homework, check="python check.py")


def test_a_public_check_that_fails_is_where_to_begin(checked: Settings) -> None:
    grade = Grade((replace(PUBLIC, status="failed"), HIDDEN))
    step = "Next: mend windows.py. Then run `python check.py 1` until it shows nothing for «The means are right»."
    assert next_step("1", grade, checked) == step
    assert to_gradescope(grade, checked)["output"].splitlines()[-1] == f"1: {step}"


def test_where_the_public_checks_pass_the_student_is_told_that_they_do(checked: Settings) -> None:
    assert next_step("1", Grade((PUBLIC, HIDDEN)), checked) == (
        "Next: mend windows.py. The public checks, `python check.py 1`, pass already: add one of your own for what is "
        "said above."
    )


def test_a_homework_without_such_a_command_names_the_file(homework: Settings) -> None:
    assert next_step("1", Grade((HIDDEN,)), homework) == "Next: mend windows.py."


@pytest.mark.parametrize("status", ["passed", "could not run"])
def test_what_is_not_the_students_fault_asks_nothing_of_the_student(checked: Settings, status: str) -> None:
    assert next_step("1", Grade((replace(HIDDEN, status=status),)), checked) == ""  # type: ignore[arg-type]
