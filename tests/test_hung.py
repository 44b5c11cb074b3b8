"""What has hung is not waited for as long again, and costs no other test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.errors import SandboxTimeout
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox
from autograder.wall.student import Student

CODE = """
import time
def hang(x):
    while x:
        pass
    return x
def slow():
    time.sleep(1.2)
    return "done"
class Layer:
    def forward(self):
        hang(1)
"""


def test_each_time_less_is_waited_for_the_same_name_alone() -> None:
    hung = Hung()
    hung.add("models.CNN")
    first = hung.grace("models.CNN")
    hung.add("models.CNN")
    second = hung.grace("models.CNN")
    for _ in range(5):
        hung.add("models.CNN")
    assert 10 > first > second > hung.grace("models.CNN") > 0
    assert hung.grace("models.MLP") == float("inf")


def test_the_blame_goes_to_what_was_called_from_within() -> None:
    hung = Hung()
    hung.add("equivariance.equivariance_error")
    hung.blame(["equivariance.translate"], "equivariance.equivariance_error")
    assert "equivariance.equivariance_error" not in hung and "equivariance.translate" in hung


def test_a_function_that_hung_is_given_a_grace_and_others_keep_their_time(
    sandbox: Callable[..., Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.wall.hung._GRACE", (0.5, 0.3))
    hung = Hung()

    def start() -> Student:
        return Student(lambda: sandbox(seconds=2, models=CODE), hung)

    with pytest.raises(SandboxTimeout):
        start().models.hang(1)
    assert "models.hang" in hung
    with pytest.raises(SandboxTimeout, match="in an earlier test"):
        start().models.hang(1)
    assert start().models.hang(0) == 0
    assert start().models.slow() == "done"


def test_what_an_object_does_is_its_classs_doing(sandbox: Callable[..., Sandbox]) -> None:
    hung = Hung()
    layer = Student(lambda: sandbox(seconds=1, models=CODE), hung).models.Layer()
    with pytest.raises(SandboxTimeout):
        layer.forward()
    assert "models.Layer" in hung
