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
    assert translate(x, (1, 0)).tolist() == [[0, 0], [1, 2]]


def test_one_left():
    """2b. One pixel left, by hand"""
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    assert translate(x, (0, -1)).tolist() == [[2, 0], [4, 0]]


def test_images_in_a_batch_move_alike():
    """2b. All images of a batch move alike"""
    x = torch.randn(2, 3, 4, 5)
    assert translate(x, (1, 2)).shape == x.shape
    torch.testing.assert_close(translate(x, (1, 2))[1, 2], translate(x[1, 2], (1, 2)))


def test_a_map_of_single_pixels_has_no_error():
    """2b. A map of single pixels has no error"""
    assert equivariance_error(lambda x: x**2, torch.randn(2, 1, 6, 7), (1, -2)) == 0.0


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
    assert equivariance_error(f, x, (0, 1)) == pytest.approx(3 / 52**0.5)


def test_no_pixel_left_is_rejected():
    """2b. A margin that leaves no pixel raises ValueError"""
    with pytest.raises(ValueError, match=r"."):
        equivariance_error(lambda x: x, torch.randn(1, 1, 4, 4), (0, 0), margin=2)


def test_verdicts():
    """2b. The verdicts on two simple maps"""
    x = torch.randn(2, 1, 8, 8)
    assert is_translation_equivariant(torch.relu, x) is True
    assert is_translation_equivariant(lambda x: x.flip(-1), x) is False
