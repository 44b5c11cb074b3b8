"""From exceptions to what the student reads."""

from __future__ import annotations

import re
import tempfile
import traceback
from collections.abc import Callable

import pytest
import torch

from autograder.errors import ConfigError, RemoteError, SandboxDied, TemplateError
from autograder.grading.verdict import clean, is_graders_fault, outcome
from autograder.settings import Settings


def test_weight_counts_of_a_hidden_kind() -> None:
    """A stand-in for a hidden test, whose name must have points; see below."""


test_weight_counts_of_a_hidden_kind.__name__ = "test_locally_connected_count"


def seen(settings: Settings, error: BaseException, public: bool = False) -> tuple[str, str, str, str]:
    found = outcome(settings, test_weight_counts_of_a_hidden_kind, error, public=public)
    return found.status, found.seen, found.hint, found.flag


def raised(type: str, message: str, early: bool = False) -> RemoteError:
    return RemoteError({"type": type, "message": message, "where": "toeplitz.py, line 3"}, early)


def test_a_hidden_test_shows_kind_and_place_of_an_exception_and_a_public_one_its_message(settings: Settings) -> None:
    error = raised("ValueError", "n is 7 and k is 5")
    assert seen(settings, error)[1] == "Your code raised ValueError (toeplitz.py, line 3)"
    assert (
        seen(settings, error, public=True)[1] == "Your code raised ValueError: n is 7 and k is 5 (toeplitz.py, line 3)"
    )


def test_what_an_import_raises_is_shown_whole(settings: Settings) -> None:
    assert (
        "No module named 'helper'" in seen(settings, raised("ModuleNotFoundError", "No module named 'helper'", True))[1]
    )


def test_a_class_of_the_students_own_is_not_named(settings: Settings) -> None:
    assert "n_is_7" not in seen(settings, raised("n_is_7", ""))[1]


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (lambda: torch.ones(2, 3) @ torch.ones(4, 5), "matrix product"),
        (lambda: torch.ones(2, 3) + torch.ones(4, 5), "combined whose shapes"),
        (lambda: torch.ones(6).view(4, 2), "another number of elements"),
        (lambda: torch.ones(3, requires_grad=True).mul_(2), "in place"),
        (lambda: torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.float64), "two dtypes"),
        (lambda: torch.ones(3, dtype=torch.int64).requires_grad_(), "integer tensor"),
        (lambda: (lambda a, b: None)(*[x for x, y in [(1, 2, 3)]]), "tuple or a shape"),
        (lambda: bool(torch.ones(3) > 0), "one yes or no"),
        (lambda: torch.ones(3)[5], "outside its axis"),
        (lambda: [1][3], "outside its axis"),
    ],
)
def test_usual_exceptions_of_torch_have_a_hint(settings: Settings, code: object, hint: str) -> None:
    assert callable(code)
    with pytest.raises(Exception) as caught:
        code()
    said = seen(settings, raised(type(caught.value).__name__, str(caught.value)))[2]
    assert hint in said and not re.search(r"\d", said)


def refuse(n: int) -> None:
    if n % 2 == 0:
        raise ValueError(
            "n must be odd",
        )


@pytest.mark.parametrize(
    ("code", "its_own"), [(lambda: refuse(2), True), (lambda: int("x"), False), (lambda: [].index(1), False)]
)
def test_a_check_of_the_students_own_that_refuses_a_valid_input_is_named_as_such(
    settings: Settings, code: Callable[[], object], its_own: bool
) -> None:
    with pytest.raises(ValueError) as caught:
        code()
    text = "".join(traceback.format_exception(caught.value))
    error = RemoteError({"type": "ValueError", "message": str(caught.value), "where": "", "traceback": text})
    assert ("A check of yours refuses it" in seen(settings, error)[2]) is its_own


def test_an_odd_answer_is_the_tests_failure_and_the_machines_fault_is_not(settings: Settings) -> None:
    for error in (TypeError("NoneType"), IndexError(), ZeroDivisionError(), RecursionError()):
        assert seen(settings, error)[0] == "failed" and seen(settings, error)[3]
    for fault in (OSError(28, "full"), TemplateError(), ConfigError(), NameError(), RuntimeError(), MemoryError()):
        assert is_graders_fault(fault) and seen(settings, fault)[0] == "could not run"
    assert seen(settings, SandboxDied("It left."))[:2] == ("failed", "It left.")


def test_text_is_cut_before_it_is_searched_and_says_nothing_of_the_machine() -> None:
    assert len(clean("/grading-aaaaaaaa" * 10**6)) < 500
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        scratch = tempfile.mkdtemp(dir=folder)
    assert clean(f"at 0x7f3a5b6c7d8e in {scratch}/toeplitz.py") == "at 0x... in toeplitz.py"


def test_an_answer_that_cannot_be_sent_is_not_taken_for_a_wrong_index(settings: Settings) -> None:
    assert "too large" in seen(settings, raised("WireError", "cannot encode: Integer value out of range"))[1]


def test_what_only_a_grader_refuses_has_a_hint(settings: Settings) -> None:
    assert "__main__" in seen(settings, raised("SystemExit", "False"))[2]
    assert "tempfile" in seen(settings, raised("PermissionError", "[Errno 13] Permission denied: '/psm_1'"))[2]
    assert seen(settings, raised("BdbQuit", ""))[1:3] == (
        "Your code raised BdbQuit (toeplitz.py, line 3)",
        "A breakpoint() is left in your code. Nobody is there to answer it.",
    )
