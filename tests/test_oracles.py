"""The oracles against torch, and against what can be worked out by hand."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from autograder.wall.student import Student
from hidden import oracles

random = np.random.default_rng(0)


def normal(*shape: int) -> np.ndarray:
    return random.normal(size=shape)


@pytest.mark.parametrize(("k", "n"), [(1, 4), (3, 9), (5, 6), (5, 3), (9, 2), (3, 1)])
def test_the_toeplitz_matrix_is_conv1d(k: int, n: int) -> None:
    kernel, x = normal(k), normal(n)
    expected = F.conv1d(torch.tensor(x)[None, None], torch.tensor(kernel)[None, None], padding=k // 2)[0, 0]
    np.testing.assert_allclose(oracles.toeplitz_matrix(kernel, n) @ x, expected, atol=1e-12)


def test_the_toeplitz_matrix_reads_its_kernel_from_left_to_right() -> None:
    matrix = oracles.toeplitz_matrix(np.array([1, 2, 3]), 4)
    np.testing.assert_array_equal(matrix, [[2, 3, 0, 0], [1, 2, 3, 0], [0, 1, 2, 3], [0, 0, 1, 2]])


def test_a_locally_connected_matrix_with_one_kernel_is_a_toeplitz_matrix() -> None:
    kernel = normal(5)
    matrix = oracles.locally_connected_matrix(np.tile(kernel, (7, 1)))
    np.testing.assert_array_equal(matrix, oracles.toeplitz_matrix(kernel, 7))


def test_each_row_of_a_locally_connected_matrix_has_its_own_kernel() -> None:
    matrix = oracles.locally_connected_matrix(np.arange(1, 10).reshape(3, 3))
    np.testing.assert_array_equal(matrix, [[2, 3, 0], [4, 5, 6], [0, 7, 8]])


@pytest.mark.parametrize(
    ("n", "k", "local"),
    [(9, 3, 25), (4, 1, 4), (1, 3, 1), (3, 9, 9), (7, 5, 29)],  # the last by hand: 3 4 5 5 5 4 3
)
def test_weight_counts(n: int, k: int, local: int) -> None:
    assert oracles.weight_counts(n, k) == {"dense": n * n, "locally_connected": local, "convolution": k}
    assert (oracles.locally_connected_matrix(np.ones((n, k))) != 0).sum() == local


def test_output_size_is_that_of_conv2d() -> None:
    for size, k in [((5, 7), 3), ((4, 9), 4), ((3, 3), 1)]:
        assert oracles.output_size(size, k) == F.conv2d(torch.zeros(1, 1, *size), torch.zeros(1, 1, k, k)).shape[2:]
    for k in (0, 6):
        with pytest.raises(ValueError, match="kernel_size"):
            oracles.output_size((5, 7), k)


def test_a_locally_connected_layer_with_one_kernel_is_conv2d() -> None:
    x, kernel, bias = normal(2, 3, 6, 8), normal(4, 3, 3, 3), normal(4)
    weight = np.broadcast_to(kernel, (4, 6, *kernel.shape))
    got = oracles.locally_connected(x, weight, np.broadcast_to(bias[:, None, None], (4, 4, 6)))
    expected = F.conv2d(*(torch.tensor(value) for value in (x, kernel, bias)))
    np.testing.assert_allclose(got, expected, atol=1e-12)


def test_a_locally_connected_layer_uses_the_kernel_of_its_location() -> None:
    x, weight = normal(2, 3, 5, 4), normal(4, 3, 2, 3, 2, 2)
    got = oracles.locally_connected(x, weight, None)
    assert got.shape == (2, 2, 4, 3)
    assert got[1, 0, 2, 1] == pytest.approx((x[1, :, 2:4, 1:3] * weight[2, 1, 0]).sum())


def test_the_linear_weight_computes_the_layer_on_flattened_images() -> None:
    x, weight = normal(2, 3, 5, 4), normal(4, 3, 2, 3, 2, 2)
    flat = x.reshape(2, -1) @ oracles.linear_weight(weight, (5, 4)).T
    np.testing.assert_allclose(flat, oracles.locally_connected(x, weight, None).reshape(2, -1), atol=1e-12)


def test_translate_moves_down_and_right_and_lets_zeros_in() -> None:
    x = np.arange(1, 7).reshape(2, 3)
    np.testing.assert_array_equal(oracles.translate(x, (1, 0)), [[0, 0, 0], [1, 2, 3]])
    np.testing.assert_array_equal(oracles.translate(x, (0, -2)), [[3, 0, 0], [6, 0, 0]])
    np.testing.assert_array_equal(oracles.translate(x, (2, 0)), np.zeros((2, 3)))


@pytest.mark.parametrize("shift", [(0, 0), (1, 0), (-2, 1), (0, 2)])
def test_the_equivariance_error_of_exponential_growth_is_known(shift: tuple[int, int]) -> None:
    i, j = np.indices((8, 9))
    growth = np.exp(0.1 * i - 0.2 * j)
    expected = abs(math.exp(0.1 * shift[0] - 0.2 * shift[1]) - 1)
    for margin in (0, 2):
        error = oracles.equivariance_error(lambda x: x * growth, normal(2, 8, 9), shift, margin)
        assert error == pytest.approx(expected)


def test_the_equivariance_error_of_a_convolution_is_zero_inside_the_margin_only() -> None:
    kernel, x = normal(2, 2, 3, 3), normal(1, 2, 8, 9)

    def f(x: np.ndarray) -> np.ndarray:
        return oracles.conv2d_same(x, kernel, np.ones(2))

    assert oracles.equivariance_error(f, x, (1, -1)) > 0.01
    assert oracles.equivariance_error(f, x, (1, -1), 1) < 1e-12
    assert oracles.is_translation_equivariant(f, x, margin=1)
    assert not oracles.is_translation_equivariant(f, x)


def test_the_edge_cases_of_the_equivariance_error() -> None:
    x = normal(1, 5, 6)
    assert oracles.equivariance_error(lambda x: 0 * x, x, (1, 0)) == 0.0
    once = iter([np.ones((5, 6)), np.zeros((5, 6))])
    assert oracles.equivariance_error(lambda _: next(once), x, (0, 0)) == math.inf
    with pytest.raises(ValueError, match="no pixel"):
        oracles.equivariance_error(lambda x: x, x, (3, 0), 1)


def test_maps_of_two_shapes_have_no_equivariance_error() -> None:
    """Else a student's f could have the grader subtract a long row from a long column."""
    shapes = iter([(2**20, 1, 1), (1, 2**10, 2**10)])
    with pytest.raises(ValueError, match="one shape"):
        oracles.equivariance_error(lambda _: np.zeros(next(shapes)), normal(1, 5, 6), (0, 0))


def test_a_translation_of_all_that_the_wall_lets_through_is_no_loop_over_pixels() -> None:
    lines = 0

    def count(frame: object, event: str, argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        oracles.translate(np.ones((512, 512)), (1, -1))
    finally:
        sys.settrace(before)
    assert 0 < lines < 512**2 / 10


def test_the_networks_are_those_of_torch() -> None:
    x = normal(4, 3, 9, 7)
    shapes = [(4, 3, 5, 5), (6, 4, 3, 3), (5, 6 * 9 * 7)]
    layers = [(normal(*shape), normal(shape[0])) for shape in shapes]
    (w1, b1), (w2, b2), (w3, b3) = [(torch.tensor(weight), torch.tensor(bias)) for weight, bias in layers]
    features = F.conv2d(F.conv2d(torch.tensor(x), w1, b1, padding=2).relu(), w2, b2, padding=1).relu()
    np.testing.assert_allclose(oracles.cnn(x, *layers), F.linear(features.flatten(1), w3, b3), rtol=1e-9)
    shapes = [(11, 3 * 9 * 7), (11, 11), (5, 11)]
    layers = [(normal(*shape), normal(shape[0])) for shape in shapes]
    y = torch.tensor(x).flatten(1)
    for index, (weight, bias) in enumerate(layers):
        y = F.linear(y if index == 0 else y.relu(), torch.tensor(weight), torch.tensor(bias))
    np.testing.assert_allclose(oracles.mlp(x, *layers), y, rtol=1e-9)


def test_planted_patches_stand_at_the_home_of_their_class() -> None:
    images, labels = oracles.planted_patch(400, seed=3)
    assert images.shape == (400, 1, 12, 12)
    assert images.dtype == np.float32
    checker = 1 - 2 * (np.indices((3, 3)).sum(0) % 2)
    answers = [
        (images[:, 0, row : row + 3, column : column + 3] * checker).sum((1, 2)) for row in (1, 8) for column in (1, 8)
    ]
    assert np.mean(np.argmax(answers, axis=0) == labels) > 0.95  # a decoy's edge may reach into a home
    assert np.bincount(labels, minlength=4).min() > 70
    again, _ = oracles.planted_patch(400, seed=3)
    np.testing.assert_array_equal(images, again)


@pytest.mark.parametrize("name", ["toeplitz_matrix", "equivariance_error"])
def test_an_oracle_can_stand_in_for_the_students_function(name: str, student: object) -> None:
    """Also where the student's code hands it a function that was the grader's to begin with."""
    source = (
        "def toeplitz_matrix(kernel, n):\n    raise NotImplementedError\n"
        "def equivariance_error(f, x, shift, margin=0):\n    raise NotImplementedError\n"
        "def twice(kernel, n):\n    return 2 * toeplitz_matrix(kernel, n)\n"
        "def worst(f, x):\n    return max(equivariance_error(f, x, (0, dx)) for dx in (1, 2))\n"
    )
    one: Student = student(toeplitz=source)  # type: ignore[operator]
    one.renew({f"toeplitz.{name}": getattr(oracles, name)})
    if name == "toeplitz_matrix":
        kernel = normal(3)
        np.testing.assert_array_equal(one.toeplitz.twice(kernel, 5), 2 * oracles.toeplitz_matrix(kernel, 5))
    else:
        growth = np.exp(0.1 * np.arange(6.0))
        assert one.toeplitz.worst(lambda x: x * growth, normal(2, 5, 6)) == pytest.approx(math.exp(0.2) - 1)
