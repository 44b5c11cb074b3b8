"""Hidden graders of equivariance.py: question 2b."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.errors import StudentError
from autograder.grading.checks import as_number, as_tensor, fail, find, judge, kind_of, matches_oracle, normal, rejects
from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison
from autograder.wall.student import Student
from hidden import oracles

TRANSLATE, ERROR, VERDICT = (
    f"equivariance.{name}" for name in ("translate", "equivariance_error", "is_translation_equivariant")
)
about_the_error = pytest.mark.about(ERROR)
about_the_verdict = pytest.mark.about(VERDICT)

Map = Callable[[np.ndarray], np.ndarray]
Verdict = tuple[Map, dict[str, Any], bool, str]  # a map, arguments, what is right, and a hint


_ROUNDED = "Through which dtype do they go? Make what is empty with the dtype of x, as zeros_like does."
_MOST_IMAGES = 2000  # that a verdict looks at; a few dozen are enough
KERNEL = normal(2, 2, 3, 3)
MORE_CHANNELS = normal(3, 2, 3, 3)


def convolution(x: np.ndarray) -> np.ndarray:
    """A 3x3 convolution with zero padding: equivariant but for a border one pixel wide."""
    return oracles.conv2d_same(x, KERNEL, np.zeros(2)).astype(x.dtype)


def to_more_channels(x: np.ndarray) -> np.ndarray:
    """The same with three channels out of two."""
    return oracles.conv2d_same(x, MORE_CHANNELS, np.zeros(3)).astype(x.dtype)


def frame(x: np.ndarray) -> np.ndarray:
    """Ones along the border, whatever the image shows: nothing is left of it inside a margin."""
    y = np.zeros_like(x)
    y[..., [0, -1], :] = y[..., :, [0, -1]] = 1
    return y


def growth(down: float, right: float) -> Map:
    """Multiplies by exp(down * i + right * j): its error for a shift (dy, dx) is |exp(down * dy + right * dx) - 1|.

    So a tolerance between the errors of two shifts tells whether the one was tried that breaks it.
    """

    def f(x: np.ndarray) -> np.ndarray:
        i, j = np.indices(x.shape[-2:])
        return np.asarray(x * np.exp(down * i + right * j), dtype=x.dtype)

    return f


def alternating(x: np.ndarray) -> np.ndarray:
    """Weighs even and odd rows and columns differently: commutes with shifts by even numbers only."""
    i, j = np.indices(x.shape[-2:])
    return np.asarray(x * (1 + i % 2 + 2 * (j % 2)), dtype=x.dtype)


def running_sum(x: np.ndarray) -> np.ndarray:
    """Sums all pixels to the left: what a shift to the left loses is missing everywhere."""
    return np.cumsum(x, axis=-1)


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
    shifts = [(0, 0), (2, -3), (-1, 0), (0, 4), (-2, -2), (3, 1), (5, 0), (0, -9), (-8, 2), (0, -1), (1, -2)]
    shapes: list[tuple[int, ...]] = [*[(5, 7), (2, 5, 7), (2, 3, 5, 7)] * 3, (5, 7), (2, 1, 2, 5, 7)]
    shifts, shapes = [*shifts, (1, -1), (-1, 2)], [*shapes, (1, 5, 7), (1, 1, 4, 6)]  # axes of length one
    _check_translate(student, [(normal(*shape), shift) for shift, shape in zip(shifts, shapes, strict=True)])
    for dtype, number in ((np.float64, 0.1), (np.int64, 2**24 + 1), (np.uint8, 7)):
        image = np.full((4, 4), number, dtype)
        got = as_tensor(find(student, TRANSLATE)(image, (1, 0)), "The shifted image")
        if got.dtype != dtype:
            if got.dtype == np.float32:
                fail("", misconception="shifted-image-of-another-dtype")
            fail(f"An image of {np.dtype(dtype)} numbers came back with another dtype, {got.dtype}.")
        if np.isin(got, np.array([number, 0]).astype(np.float32)).all() and not np.isin(got, [number, 0]).all():
            fail(f"The numbers of an image of {np.dtype(dtype)} were rounded on the way.", _ROUNDED)
    for shift in [(1, 2), (5, 0)]:
        try:  # autograd refuses to change a leaf in place, which is how such a change shows from here
            student.gradients(find(student, TRANSLATE), [normal(5, 7), shift], normal(5, 7), [0])
        except StudentError as error:
            if "in-place operation" in error.message:
                fail("", misconception="input-changed-in-place")


@about_the_error
def test_error_of_known_maps(student: Student) -> None:
    """The error of maps whose error is known comes out, for shifts in all directions."""
    x = normal(2, 2, 7, 9)
    maps: list[Map] = [lambda x: 3 * x, growth(0, 0.1), growth(0.2, 0), convolution, running_sum, invariant]
    maps += [to_more_channels, invariant]
    shifts = [(1, 0), (0, -2), (-1, 2), (2, 1), (1, -1), (0, 1), (-1, 1), (-2, 1)]
    _check_error(student, [(f, x, shift, 0) for f, shift in zip(maps, shifts, strict=True)])


@about_the_error
def test_error_ignores_the_margin(student: Student) -> None:
    """Pixels within the margin do not count, on every side and besides what the shift takes."""
    x = normal(2, 2, 11, 9)
    cases: list[tuple[Any, ...]] = [(convolution, x, shift, 1) for shift in [(1, 2), (-2, 0), (0, -1)]]
    cases += [(running_sum, x, (1, -1), 2), (invariant, x, (-1, 2), 2), (convolution, x, (1, -1), 0)]
    _check_error(student, cases)


@about_the_error
def test_error_edge_cases(student: Student) -> None:
    """Zero difference gives 0.0, a difference from nothing gives inf, and no pixel left raises ValueError."""
    error, x = find(student, ERROR), normal(1, 2, 6, 5)
    if _float(error(lambda x: 0 * x, x, (1, 0))) != 0.0:
        fail(
            "A map to zero commutes with every shift, but its error is not 0.0.",
            "Nothing divided by nothing is NaN. Which of the docstring's two cases holds where both are zero?",
        )

    def nothing_after(y: np.ndarray) -> np.ndarray:
        """Zero on x itself, not zero on the shifted x: so T f(x) alone is zero."""
        return np.zeros_like(y) if np.array_equal(y, x) else np.ones_like(y)

    of_nothing = _float(error(nothing_after, x, (1, 1)))
    if 1e3 < of_nothing < float("inf"):
        fail("", misconception="epsilon-below-the-line")
    if of_nothing != float("inf"):
        fail("Where T f(x) alone is zero, the error must be inf.", "What does your code divide by there?")
    if _float(error(lambda x: growth(0, 0.1)(x) * np.float32(1e-8), x, (0, 1))) == 0.0:
        fail("", misconception="small-numbers-are-zero")
    if _float(error(frame, normal(1, 2, 8, 8), (0, 1), 2)) != 0.0:
        fail(
            "Where both maps are zero on all pixels that count, the error must be 0.0.",
            "Cut out the pixels that count first, and look for zeros there.",
        )
    of_neither = "one-axis-left-is-enough" if _refuses(lambda: error(lambda x: x, x, (6, 5))) else None
    rejects(lambda: error(lambda x: x, x, (6, 0)), "A shift that leaves no pixel", of_neither)
    rejects(lambda: error(lambda x: x, x, (7, 0)), "A shift by more than the image")
    rejects(lambda: error(lambda x: x, x, (0, 1), 2), "A margin that leaves no pixel")
    rejects(lambda: error(lambda x: x, normal(1, 2, 8, 8), (0, 1), 5), "A margin larger than half the image")
    # Here the pixels would end before the first of the map: as the end of a slice, that counts from the back.
    rejects(lambda: _error_without_pixels(student), "A margin that leaves no pixel after a shift")


def _refuses(call: Callable[[], Any]) -> bool:
    try:
        call()
    except StudentError as error:
        return error.is_a("ValueError")
    return False


def _error_without_pixels(student: Student) -> Any:
    """What comes where the pixels would end before the first; fails if it is the error on those from the back."""
    x, shift, margin = normal(1, 1, 8, 8), (-3, -3), 6
    got = find(student, ERROR)(running_sum, x, shift, margin)
    kept = (..., *(slice(max(d, 0) + margin, 8 + min(d, 0) - margin) for d in shift))
    if close(np.array(_float(got)), np.array(oracles.relative_error(*oracles.both_ways(running_sum, x, shift), kept))):
        fail(
            "A margin that leaves no pixel after a shift must raise ValueError; your code returned a value.",
            misconception="end-counted-from-the-back",
        )
    return got


@about_the_verdict
def test_equivariant_maps_are_recognised(student: Student) -> None:
    """Maps that commute with every shift, inside the margin and up to tol, are recognised, and no others."""
    maps: list[tuple[Map, dict[str, Any], str]] = [
        (lambda x: 3 * x, {}, "A map that treats all pixels alike, each on its own, is equivariant."),
        (
            lambda x: np.tanh(x),
            {"max_shift": 3},
            "A map that treats all pixels alike, each on its own, is equivariant.",
        ),
        (convolution, {"margin": 1}, "Hand `margin` on: the border does not count."),
        (convolution, {"max_shift": 1, "margin": 2}, "Hand `margin` on: the border does not count."),
        (growth(0.1, 0), {"max_shift": 0}, "Try no shift beyond max_shift."),
        (growth(0, 0.1), {"max_shift": 1, "tol": 0.2}, "Try no shift beyond max_shift, and compare with tol."),
        (growth(0.1, -0.1), {"tol": 0.6}, "Compare the error with tol."),
    ]
    verdicts = [(f, arguments, True, hint) for f, arguments, hint in maps]
    _check_verdicts(student, [*verdicts, (growth(1, 1), {}, False, "Is the verdict ever False?")])


@about_the_verdict
def test_maps_that_break_equivariance_are_recognised(student: Student) -> None:
    """Maps that break equivariance at the border, or for some shift along any axis and direction, are found out."""
    every = "Every shift counts: along both axes and in both directions, up to max_shift, and along both at once."
    # Only one end or corner of [-2, 2] squared has an error over 0.2: exp(0.2) - 1 = 0.22, the next are below 0.19.
    corners = [(0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1), (0.05, 0.05), (0.05, -0.05), (-0.05, 0.05)]
    corners.append((-0.05, -0.05))
    verdicts: list[Verdict] = [
        (lambda x: 3 * x, {}, True, "Is the verdict ever True?"),
        *((growth(down, right), {"margin": 1, "tol": 0.2}, False, every) for down, right in corners),
        # Its error is 0.13 on average over those shifts, and 0.22 for one of them.
        (growth(0, 0.2), {"max_shift": 1, "tol": 0.15}, False, every),
        (
            growth(0, 0.1),
            {"max_shift": 3, "tol": 0.3},
            False,
            "Try every shift up to max_shift, however large that is.",
        ),
        (growth(0, 0.05), {"max_shift": 1}, False, "A small error counts, too: compare it with tol."),
        (growth(0, 0.001), {"max_shift": 1}, False, "A small error counts, too: compare it with tol."),
        (alternating, {}, False, "Shifts smaller than max_shift count as well."),
        (convolution, {}, False, "The default margin leaves the border in."),
        (invariant, {"margin": 2}, False, "Invariance is another property: f(T x) = f(x)."),
    ]
    _check_verdicts(student, verdicts)
    if _says_yes_to_nothing(student):
        fail(
            "Where the margin leaves no pixel, nothing is compared, and your verdict is True.",
            "equivariance_error says so with a ValueError. What becomes of it?",
        )


def _says_yes_to_nothing(student: Student) -> bool:
    """Whether a map is called equivariant where no pixel is left; ValueError is right, and False does no harm."""
    try:
        return as_number(find(student, VERDICT)(invariant, normal(1, 2, 6, 5), 1, 3)) is True
    except StudentError:
        return False


def _check_translate(student: Student, cases: list[tuple[np.ndarray, tuple[int, int]]]) -> None:
    matches_oracle(TRANSLATE, cases, find(student, TRANSLATE), oracles.translate, what="the shifted image")


def _check_error(student: Student, cases: list[tuple[Any, ...]]) -> None:
    def answer(*case: Any) -> np.ndarray:
        return view(_float(find(student, ERROR)(*case)))

    def view(error: float) -> np.ndarray:
        return np.array(0.0 if 0 <= error < 1e-5 else error)  # rounding of float32 is no error

    matches_oracle(ERROR, cases, answer, oracles.equivariance_error, what="the error", view=view)


def _check_verdicts(student: Student, verdicts: list[Verdict]) -> None:
    """Fail unless the verdict on every map is right; the hint is that of the first one that is wrong."""
    x, cases, answers, expected = normal(2, 2, 11, 12), [], [], []
    x[0] = 0  # whoever looks at the first image alone sees nothing
    hints: list[tuple[str, str]] = []
    untried: list[str] = []
    for f, arguments, right, hint in verdicts:
        images: set[bytes] = set()
        verdict = as_number(find(student, VERDICT)(_watched(f, images), x, **arguments))
        if type(verdict) is not bool:
            fail(f"is_translation_equivariant must return a bool, got {kind_of(verdict)}.")
        if verdict is not right:
            if not images:
                fail("", misconception="decided-without-trying")
            if verdict and len(images) < (2 * arguments.get("max_shift", 2) + 1) ** 2:
                untried.append("not-every-shift")
            said = (
                "does not commute with some shift is called" if verdict else "commutes with every shift is called not"
            )
            hints.append((f"A map that {said} equivariant.", hint))
        cases.append((f, x, *({"max_shift": 2, "margin": 0, "tol": 1e-4} | arguments).values()))
        answers.append(_as_number(verdict))
        expected.append(_as_number(right))
    said, hint = hints[0] if hints else ("", "")
    oracle = oracles.is_translation_equivariant
    judge(Comparison(VERDICT, cases, answers, expected, oracle, _as_number, "the verdict", said), hint, *untried[:1])


def _as_number(verdict: bool) -> np.ndarray:
    return np.array(float(verdict))


def _watched(f: Map, images: set[bytes]) -> Map:
    """f, which notes the images that it is called with."""

    def watched(x: np.ndarray) -> np.ndarray:
        if len(images) > _MOST_IMAGES:
            raise ValueError(f"it was called with more than {_MOST_IMAGES} images")
        images.add(hashlib.sha256(np.asarray(x).tobytes()).digest())
        return f(x)

    return watched


def _float(value: Any) -> float:
    value = as_number(value)
    if type(value) is int:  # 0 is as good as 0.0 to any caller
        value = float(value)
    if not isinstance(value, float):
        fail(
            f"equivariance_error must return a float, got {kind_of(value)}.",
            "x.item() makes a float of a tensor with one element.",
        )
    return value
