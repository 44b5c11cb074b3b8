"""Public checks of equivariance.py: `pytest tests/files/test_equivariance.py`."""

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).parents[2]))
from equivariance import equivariance_error, is_translation_equivariant, translate


def test_one_down():
    """2b. One pixel down, by hand"""
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    seen = translate(x, (1, 0)).tolist()
    assert seen == [[0, 0], [1, 2]], f"[[1, 2], [3, 4]] one pixel down is [[0, 0], [1, 2]], and yours is {seen}"


def test_one_left():
    """2b. One pixel left, by hand"""
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    seen = translate(x, (0, -1)).tolist()
    assert seen == [[2, 0], [4, 0]], f"[[1, 2], [3, 4]] one pixel left is [[2, 0], [4, 0]], and yours is {seen}"


def test_images_in_a_batch_move_alike():
    """2b. All images of a batch move alike"""
    x = torch.randn(2, 3, 4, 5)
    moved = translate(x, (1, 2))
    assert moved.shape == x.shape, f"images of shape {tuple(x.shape)} come back as {tuple(moved.shape)}"
    alone = translate(x[1, 2], (1, 2))
    assert torch.equal(moved[1, 2], alone), "an image moves otherwise in a batch than alone: which axes do you move?"


def test_a_map_of_single_pixels_has_no_error():
    """2b. A map of single pixels has no error"""
    error = equivariance_error(lambda x: x**2, torch.randn(2, 1, 6, 7), (1, -2))
    assert error == 0, f"squaring each pixel commutes with every shift, and yet the error is {error:.3g}"


def test_the_band_that_a_shift_fills_does_not_count():
    """2b. The band that a shift fills does not count"""
    # Adding one commutes with every shift; only where zeros were shifted in do the two sides differ.
    error = equivariance_error(lambda x: x + 1, torch.randn(2, 1, 6, 7), (2, -1))
    assert error == 0, "rows and columns that the shift filled with zeros are compared as well"


def test_the_error_of_a_fixed_mask_by_hand():
    """2b. The error of a fixed mask, by hand"""

    # f doubles column 0. Shifted right by one, T x has its first column in column 1, where f does not double it.
    def f(x):
        return x * torch.tensor([2.0, 1.0, 1.0])

    x = torch.tensor([[[[3.0, 4.0, 0.0]]]])
    # On columns 1 and 2: f(T x) = (3, 4), T f(x) = (6, 4).
    error = equivariance_error(f, x, (0, 1))
    assert error == pytest.approx(3 / 52**0.5), (
        f"on columns 1 and 2, f(T x) is (3, 4) and T f(x) is (6, 4): the error is 3 / sqrt(52) = 0.416, not {error:.3g}"
    )


def test_no_pixel_left_is_rejected():
    """2b. A margin that leaves no pixel raises ValueError"""
    try:
        equivariance_error(lambda x: x, torch.randn(1, 1, 4, 4), (0, 0), margin=2)
    except ValueError:
        return
    pytest.fail("a margin of 2 leaves no pixel of a 4 x 4 image: that should raise ValueError", pytrace=False)


def test_verdicts():
    """2b. The verdicts on two simple maps"""
    x = torch.randn(2, 1, 8, 8)
    of_relu = is_translation_equivariant(torch.relu, x)
    assert of_relu is True, f"ReLU treats every pixel alike: the verdict should be True, and is {of_relu!r}"
    of_mirror = is_translation_equivariant(lambda x: x.flip(-1), x)
    assert of_mirror is False, f"a mirror turns left into right: the verdict should be False, and is {of_mirror!r}"
