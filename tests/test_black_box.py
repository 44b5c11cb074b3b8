"""The grader's functions in a student's hands: what goes in, what comes out, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.errors import SandboxDied, SandboxTimeout, StudentError
from autograder.wall import black_box
from autograder.wall.student import Student
from hidden import oracles


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        b"abc",
        {"dtype": "O"},
        [1, "two"],
        [[1.0, 2.0], [3.0, 4.0]],
        list(range(9)),
        10**9,
        [10**9],
        np.ones(3, np.complex64),
        np.ones(2**18 + 1, bool),
        np.zeros((0, 10**4, 10**4)),
        np.ones((1,) * 7),
    ],
)
def test_what_no_contract_allows_is_a_type_error_before_anything_is_computed(value: object) -> None:
    calls: list[object] = []
    with pytest.raises(TypeError):
        black_box.call(lambda *args, **kwargs: calls.append(args), [value], {})
    with pytest.raises(TypeError):
        black_box.call(lambda *args, **kwargs: calls.append(args), [], {"x": value})
    assert calls == []


def test_images_shifts_and_numbers_are_taken() -> None:
    x = np.arange(12.0).reshape(3, 4)
    for shift in ((1, 0), [1, 0], np.array([1, 0])):
        np.testing.assert_array_equal(black_box.call(oracles.translate, [x, shift], {})[0], 0)
    assert black_box.call(oracles.equivariance_error, [lambda y: y, x, (0, 1)], {"margin": 0}) == 0.0


def test_an_answer_that_is_too_large_or_no_number_is_a_type_error() -> None:
    for answer in (np.zeros(2**20 + 1, bool), np.array([object()])):
        with pytest.raises(TypeError, match="answer"):
            black_box.call(lambda answer=answer: answer, [], {})


CALLER = """
import torch
def call(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except TypeError as error:
        return "refused: " + str(error)
def large(f):
    return call(f, torch.zeros(1, 1, 3000, 3000))
def objects(f):
    return call(f, torch.ones(3), dtype="O")
def often(f):
    while True:
        f(torch.ones(3))
def within(f):
    return f(lambda x: within(f))
def raising(f):
    try:
        f(torch.ones(3))
    except ValueError as error:
        return str(error)
"""


def test_a_student_reads_why_a_black_box_refuses_and_goes_on(student: Callable[..., Student]) -> None:
    module = student(equivariance=CALLER).equivariance
    assert "3000" in module.large(lambda x: x)
    assert module.objects(np.tanh).startswith("refused: ")
    np.testing.assert_array_equal(module.call(lambda x: x + 1, np.ones(2)), [2, 2])


def test_a_black_box_that_raises_a_value_error_raises_it_there(student: Callable[..., Student]) -> None:
    def f(x: Any) -> Any:
        raise ValueError("no pixel is left")

    assert student(equivariance=CALLER).equivariance.raising(f) == "no pixel is left"


def test_calls_without_end_are_over_with_the_sandboxs_time(student: Callable[..., Student]) -> None:
    with pytest.raises(SandboxTimeout):
        student(seconds=1, equivariance=CALLER).equivariance.often(lambda x: x)


def test_calls_within_calls_without_end_cost_the_sandbox_alone(student: Callable[..., Student]) -> None:
    with pytest.raises((SandboxDied, StudentError)):
        student(equivariance=CALLER).equivariance.within(lambda f: f(np.ones(1)))
