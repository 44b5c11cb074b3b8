"""Hidden graders of equivariance.py: question 2b."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import oracles
from autograder.hidden.compare import fail, matches_oracle, rejects
from autograder.remote import Remote, Student

random = np.random.default_rng(13)
leans_on_translate = pytest.mark.leans_on("equivariance.translate")
leans_on_the_error = pytest.mark.leans_on("equivariance.translate", "equivariance.equivariance_error")

Map = Callable[[np.ndarray], np.ndarray]


def normal(*shape: int) -> np.ndarray:
    return random.normal(size=shape).astype(np.float32)


KERNEL = normal(2, 2, 3, 3)


def convolution(x: np.ndarray) -> np.ndarray:
    """A 3x3 convolution with zero padding: equivariant but for a border one pixel wide."""
    return oracles.conv2d_same(x, KERNEL, np.zeros(2)).astype(x.dtype)


def ramp(axis: int) -> Map:
    """Multiplies by a ramp along one axis: breaks equivariance along that axis and no other."""

    def f(x: np.ndarray) -> np.ndarray:
        size = x.shape[axis]
        shape = [size if index == axis % x.ndim else 1 for index in range(x.ndim)]
        ramped: np.ndarray = x * np.linspace(1, 2, size, dtype=x.dtype).reshape(shape)
        return ramped

    return f


def running_sum(axis: int, backwards: bool) -> Map:
    """Sums all pixels so far: breaks equivariance along one axis in one direction only."""

    def f(x: np.ndarray) -> np.ndarray:
        return np.flip(np.cumsum(np.flip(x, axis), axis), axis) if backwards else np.cumsum(x, axis)

    return f


def invariant(x: np.ndarray) -> np.ndarray:
    """The same picture for every image: invariant, and so not equivariant."""
    return np.broadcast_to(np.arange(x.shape[-1], dtype=x.dtype), x.shape).copy()


@pytest.mark.public
def test_translate_moves_down_and_right(student: Student) -> None:
    """A bright spot moves down by dy and right by dx."""
    spot = np.zeros((7, 8), np.float32)
    spot[3, 3], spot[3, 4] = 1, 2
    _check_translate(student, [(spot, (1, 0)), (spot, (0, 2)), (spot, (2, 1)), (spot, (-1, 1))])


def test_translate_loses_what_leaves(student: Student) -> None:
    """What leaves the image is lost and zeros enter, for all directions, sizes and axes in front."""
    shifts = [(0, 0), (2, -3), (-1, 0), (0, 4), (-2, -2), (3, 1), (5, 0), (0, -9), (-8, 2)]
    cases = [
        (normal(*shape), shift) for shift, shape in zip(shifts, [(5, 7), (2, 5, 7), (2, 3, 5, 7)] * 3, strict=True)
    ]
    _check_translate(student, cases)
    got = student.equivariance.translate(np.ones((4, 4)), (1, 0))
    if isinstance(got, np.ndarray) and got.dtype != np.float64:
        fail("A float64 image came back with another dtype.", "zeros_like makes zeros of the right dtype.")


@leans_on_translate
def test_error_of_known_maps(student: Student) -> None:
    """The error of maps whose error is known comes out, for shifts in all directions."""
    x = normal(2, 2, 7, 9)
    maps: list[Map] = [lambda x: 3 * x, ramp(-1), ramp(-2), convolution, running_sum(-1, backwards=False), invariant]
    shifts = [(1, 0), (0, -2), (-1, 2), (2, 1), (1, -1), (0, 1)]
    _check_error(student, [(f, x, shift, 0) for f, shift in zip(maps, shifts, strict=True)])


@leans_on_translate
def test_error_ignores_the_margin(student: Student) -> None:
    """Pixels within the margin do not count, on every side and besides what the shift takes."""
    x = normal(2, 2, 11, 9)
    cases: list[tuple[Any, ...]] = [(convolution, x, shift, 1) for shift in [(1, 2), (-2, 0), (0, -1)]]
    cases += [(ramp(-1), x, (1, 1), 2), (ramp(-2), x, (-1, 2), 2), (convolution, x, (1, -1), 0)]
    _check_error(student, cases)


@leans_on_translate
def test_error_edge_cases(student: Student) -> None:
    """Zero difference gives 0.0, a difference from nothing gives inf, and no pixel left raises ValueError."""
    error, x = student.equivariance.equivariance_error, normal(1, 2, 6, 5)
    if _float(error(lambda x: 0 * x, x, (1, 0))) != 0.0:
        fail("A map to zero commutes with every shift, but its error is not 0.0.", "Nothing divided by nothing is NaN.")

    def nothing_after(y: np.ndarray) -> np.ndarray:
        """Zero on x itself, not zero on the shifted x: so T f(x) alone is zero."""
        return np.zeros_like(y) if np.array_equal(y, x) else np.ones_like(y)

    if _float(error(nothing_after, x, (1, 1))) != float("inf"):
        fail("Where T f(x) alone is zero, the error must be inf.")
    rejects(lambda: error(lambda x: x, x, (6, 0)), "A shift that leaves no pixel")
    rejects(lambda: error(lambda x: x, x, (0, 1), 2), "A margin that leaves no pixel")


@leans_on_the_error
def test_equivariant_maps_are_recognised(student: Student) -> None:
    """Maps that commute with every shift inside the margin are recognised."""
    x = normal(2, 2, 11, 12)
    maps: list[tuple[Map, dict[str, Any]]] = [
        (lambda x: 3 * x, {}),
        (np.tanh, {"max_shift": 3}),
        (convolution, {"margin": 1}),
        (convolution, {"max_shift": 1, "margin": 2}),
        (ramp(-1), {"max_shift": 0}),
        (ramp(-1), {"tol": 10.0}),
    ]
    for f, arguments in maps:
        if _bool(student.equivariance.is_translation_equivariant(f, x, **arguments)) is not True:
            fail("A map that commutes with every shift within the margin is called not equivariant.")


@leans_on_the_error
def test_maps_that_break_equivariance_are_recognised(student: Student) -> None:
    """Maps that break equivariance along one axis, in one direction, or only at the border are found out."""
    x = normal(2, 2, 11, 12)
    directions = [running_sum(axis, backwards) for axis in (-1, -2) for backwards in (False, True)]
    maps: list[tuple[Map, dict[str, Any], str]] = [
        (ramp(-1), {}, "Try shifts along both axes."),
        (ramp(-2), {}, "Try shifts along both axes."),
        *[(f, {"margin": 2}, "Try shifts in both directions of each axis.") for f in directions],
        (convolution, {}, "The default margin leaves the border in."),
        (invariant, {"margin": 2}, "Invariance is another property: f(T x) = f(x)."),
        (ramp(-1), {"tol": 1e-3, "max_shift": 1}, "Compare the error with tol."),
    ]
    for f, arguments, hint in maps:
        if _bool(student.equivariance.is_translation_equivariant(f, x, **arguments)) is not False:
            fail("A map that does not commute with some shift is called equivariant.", hint)


def _check_translate(student: Student, cases: list[tuple[np.ndarray, tuple[int, int]]]) -> None:
    matches_oracle(
        "equivariance.translate", cases, student.equivariance.translate, oracles.translate, what="the shifted image"
    )


def _check_error(student: Student, cases: list[tuple[Any, ...]]) -> None:
    def answer(*case: Any) -> np.ndarray:
        return np.array(_float(student.equivariance.equivariance_error(*case)))

    def oracle(*case: Any) -> np.ndarray:
        error = oracles.equivariance_error(*case)
        return np.array(0.0 if error < 1e-5 else error)  # rounding of float32

    matches_oracle("equivariance.equivariance_error", cases, answer, oracle, what="the error")


def _float(value: Any) -> float:
    if type(value) is not float:
        kind = "torch.Tensor" if isinstance(value, np.ndarray) else getattr(value, "type_name", type(value).__name__)
        fail(
            f"equivariance_error must return a float, got {kind}.",
            "x.item() makes a float of a tensor with one element.",
        )
    return value if value == 0 or value > 1e-5 else 0.0


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        kind = value.type_name if isinstance(value, Remote) else type(value).__name__
        fail(f"is_translation_equivariant must return a bool, got {kind}.")
    return value
