"""Public checks of toeplitz.py: `pytest tests/files/test_toeplitz.py`. They help; the hidden ones look further."""

import sys
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[2]))
from toeplitz import locally_connected_matrix, toeplitz_matrix, weight_counts


def test_matrix_by_hand():
    """1a. The matrix for nine inputs and a kernel of three, by hand"""
    k1, k2, k3 = 1.0, 2.0, 3.0
    matrix = toeplitz_matrix(torch.tensor([k1, k2, k3]), 9)
    assert matrix.shape == (9, 9), f"nine samples in, nine out: the matrix is 9 x 9, and not {tuple(matrix.shape)}"
    assert matrix[0].tolist() == [k2, k3, 0, 0, 0, 0, 0, 0, 0], "first row: x has a zero in front of it"
    assert matrix[4].tolist() == [0, 0, 0, k1, k2, k3, 0, 0, 0], "a middle row: the kernel is not flipped"
    assert matrix[8].tolist() == [0, 0, 0, 0, 0, 0, 0, k1, k2], "last row: x has a zero behind it"


def test_matrix_does_what_conv1d_does():
    """1a. The matrix does what conv1d does"""
    kernel, x = torch.tensor([2.0, -1.0, 0.5, 3.0, 1.0]), torch.arange(7.0)
    by_matrix = toeplitz_matrix(kernel, 7) @ x
    by_conv1d = F.conv1d(x[None, None], kernel[None, None], padding=2)[0, 0]
    assert torch.allclose(by_matrix, by_conv1d, atol=1e-5), (
        f"with a kernel of five, K @ x is {by_matrix.tolist()}, and conv1d gives {by_conv1d.tolist()}"
    )


def test_gradient_reaches_the_kernel():
    """1a. Gradients reach the kernel"""
    kernel = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    matrix = toeplitz_matrix(kernel, 5)
    assert matrix.requires_grad, "the matrix does not depend on the kernel: are its numbers copied out of the tensor?"
    matrix.sum().backward()
    assert kernel.grad.tolist() == [4, 5, 4], "each weight counts as often as it stands in the matrix"


def test_even_kernel_is_rejected():
    """1a. An even kernel raises ValueError"""
    try:
        toeplitz_matrix(torch.ones(4), 9)
    except ValueError:
        return
    pytest.fail("a kernel of four has no middle: that should raise ValueError", pytrace=False)


def test_counts_by_hand():
    """1b. The counts for nine inputs and a kernel of three"""
    wanted, seen = {"dense": 81, "locally_connected": 25, "convolution": 3}, weight_counts(9, 3)
    wrong = [kind for kind in wanted if seen.get(kind) != wanted[kind]]
    assert seen == wanted, f"wrong for {', '.join(wrong) or 'more kinds than there are'}: you have {seen}"


def test_locally_connected_matrix_by_hand():
    """1c. A matrix with a kernel for each row, by hand"""
    kernels = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    for place, (seen, wanted) in enumerate(
        zip(locally_connected_matrix(kernels).tolist(), [[2, 3, 0], [4, 5, 6], [0, 7, 8]], strict=True)
    ):
        assert seen == wanted, f"row {place} is {wanted}, and yours {seen}: kernel {place} stands in it"


def test_same_kernels_everywhere_give_the_shared_matrix():
    """1c. The same kernel in every row gives the matrix of 1a"""
    kernel = torch.tensor([2.0, -1.0, 0.5])
    same = torch.equal(locally_connected_matrix(kernel.repeat(6, 1)), toeplitz_matrix(kernel, 6))
    assert same, "with one kernel in every row, it should be what toeplitz_matrix gives: where do the two differ?"
