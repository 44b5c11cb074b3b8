"""Public checks of locally_connected.py: `pytest tests/files/test_locally_connected.py`."""

import sys
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2]))
from locally_connected import LocallyConnected2d, as_linear, output_size


def test_each_output_pixel_is_its_window_times_its_own_kernel():
    """1d. Each output pixel is its window times its own kernel"""
    layer = LocallyConnected2d(1, 1, (3, 4), 2, bias=False)
    x = torch.randn(1, 1, 3, 4)
    y = layer(x)
    assert y.shape == (1, 1, 2, 3)
    for i, j in [(0, 0), (1, 0), (1, 2)]:
        window = x[0, 0, i : i + 2, j : j + 2]
        torch.testing.assert_close(y[0, 0, i, j], (window * layer.weight[i, j, 0, 0]).sum())


def test_the_same_kernel_everywhere_gives_a_convolution():
    """1d. The same kernel everywhere gives a convolution"""
    layer = LocallyConnected2d(2, 3, (5, 6), 3, bias=False)
    kernel = torch.randn(3, 2, 3, 3)
    with torch.no_grad():
        layer.weight.copy_(kernel.expand_as(layer.weight))
    x = torch.randn(4, 2, 5, 6)
    torch.testing.assert_close(layer(x), F.conv2d(x, kernel), atol=1e-5, rtol=1e-4)


def test_shapes_of_the_parameters():
    """1d. weight and bias have the shapes of the docstring"""
    layer = LocallyConnected2d(2, 3, (5, 6), 3)
    shapes = {name: tuple(parameter.shape) for name, parameter in layer.named_parameters()}
    assert shapes == {"weight": (3, 4, 3, 2, 3, 3), "bias": (3, 3, 4)}


def test_another_image_size_is_rejected():
    """1d. Images of another size raise ValueError"""
    with pytest.raises(ValueError, match=r"."):
        LocallyConnected2d(2, 3, (5, 6), 3)(torch.zeros(1, 2, 6, 5))


def test_output_size_counts_places():
    """1e. output_size counts the places of a kernel"""
    assert output_size((5, 7), 3) == (3, 5)
    assert output_size((4, 4), 4) == (1, 1)


def test_too_large_a_kernel_is_rejected():
    """1e. Too large a kernel raises ValueError"""
    with pytest.raises(ValueError, match=r"."):
        output_size((5, 7), 6)


def test_linear_layer_computes_the_same():
    """1e. The linear layer computes the layer's map"""
    layer = LocallyConnected2d(2, 3, (4, 5), 2)
    linear, x = as_linear(layer), torch.randn(6, 2, 4, 5)
    assert isinstance(linear, nn.Linear)
    torch.testing.assert_close(linear(x.flatten(1)), layer(x).flatten(1), atol=1e-5, rtol=1e-4)
