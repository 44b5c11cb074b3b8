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
    assert y.shape == (1, 1, 2, 3), f"a 2 x 2 kernel on a 3 x 4 image gives (1, 1, 2, 3), not {tuple(y.shape)}"
    for i, j in [(0, 0), (1, 0), (1, 2)]:
        window = x[0, 0, i : i + 2, j : j + 2]
        wanted, seen = (window * layer.weight[i, j, 0, 0]).sum(), y[0, 0, i, j]
        assert torch.allclose(seen, wanted, atol=1e-5), (
            f"output ({i}, {j}) is not the window at ({i}, {j}) times weight[{i}, {j}]: which of the two differs?"
        )


def test_the_same_kernel_everywhere_gives_a_convolution():
    """1d. The same kernel everywhere gives a convolution"""
    layer = LocallyConnected2d(2, 3, (5, 6), 3, bias=False)
    kernel = torch.randn(3, 2, 3, 3)
    with torch.no_grad():
        layer.weight.copy_(kernel.expand_as(layer.weight))
    x = torch.randn(4, 2, 5, 6)
    seen, wanted = layer(x), F.conv2d(x, kernel)
    assert seen.shape == wanted.shape, f"conv2d gives {tuple(wanted.shape)} here, and the layer {tuple(seen.shape)}"
    assert torch.allclose(seen, wanted, atol=1e-5, rtol=1e-4), (
        "with one kernel everywhere, of 3 channels from 2, the values differ from conv2d: in which order do channels, "
        "rows and columns of a window meet those of its kernel?"
    )


def test_shapes_of_the_parameters():
    """1d. weight and bias have the shapes of the docstring"""
    layer = LocallyConnected2d(2, 3, (5, 6), 3)
    shapes = {name: tuple(parameter.shape) for name, parameter in layer.named_parameters()}
    wanted = {"weight": (3, 4, 3, 2, 3, 3), "bias": (3, 3, 4)}
    assert shapes == wanted, f"for 2 channels to 3, 5 x 6 images and k = 3 they are {wanted}, and yours {shapes}"


def test_another_image_size_is_rejected():
    """1d. Images of another size raise ValueError"""
    layer = LocallyConnected2d(2, 3, (5, 6), 3)
    try:
        layer(torch.zeros(1, 2, 6, 5))
    except ValueError:
        return
    except RuntimeError as error:
        pytest.fail(f"6 x 5 images should raise ValueError; they raise RuntimeError: {error}", pytrace=False)
    pytest.fail("a layer for 5 x 6 images takes 6 x 5 images: they should raise ValueError", pytrace=False)


def test_output_size_counts_places():
    """1e. output_size counts the places of a kernel"""
    for size, k, wanted in [((5, 7), 3, (3, 5)), ((4, 4), 4, (1, 1))]:
        seen = output_size(size, k)
        assert seen == wanted, f"a kernel of {k} has {wanted} places in {size}, and not {seen}: count them by hand"


def test_too_large_a_kernel_is_rejected():
    """1e. Too large a kernel raises ValueError"""
    try:
        seen = output_size((5, 7), 6)
    except ValueError:
        return
    pytest.fail(f"a kernel of 6 does not fit into (5, 7): ValueError is due, and not {seen}", pytrace=False)


def test_linear_layer_computes_the_same():
    """1e. The linear layer computes the layer's map"""
    layer = LocallyConnected2d(2, 3, (4, 5), 2)
    linear, x = as_linear(layer), torch.randn(6, 2, 4, 5)
    assert isinstance(linear, nn.Linear), f"as_linear should return an nn.Linear, not {type(linear).__name__}"
    seen, wanted = linear(x.flatten(1)), layer(x).flatten(1)
    assert seen.shape == wanted.shape, f"it should map (6, 40) to {tuple(wanted.shape)}, not to {tuple(seen.shape)}"
    assert torch.allclose(seen, wanted, atol=1e-5, rtol=1e-4), (
        "its outputs differ from the layer's: which row holds the kernel of which output, and what of the bias?"
    )
