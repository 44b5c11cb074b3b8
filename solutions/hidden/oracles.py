"""Independent NumPy references for what the hidden graders check: float64, the plainest form, no torch.

Each oracle has the name, the arguments and the conventions of the student's function (see solutions/), so that a
hidden test can compare the two, and so that an oracle can stand in for a function that a test leans on. What a wrong
idea may change of it is a function of its own, such as the column that a weight stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def toeplitz_matrix(kernel: np.ndarray, n: int) -> np.ndarray:
    return locally_connected_matrix(np.stack([kernel] * n))


def locally_connected_matrix(kernels: np.ndarray) -> np.ndarray:
    n, k = kernels.shape
    matrix = np.zeros((n, n), dtype=kernels.dtype)
    for i in range(n):
        for t in range(k):
            column = column_of(i, t, n, k)
            if column is not None:
                matrix[i, column] += kernels[i, t]
    return matrix


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    """The input that weight t of output i meets, or None where it meets the padding."""
    column = i + t - k // 2
    return column if 0 <= column < n else None


def weight_counts(n: int, k: int) -> dict[str, int]:
    return {"dense": n * n, "locally_connected": weights_in_windows(n, k), "convolution": k}


def weights_in_windows(n: int, k: int) -> int:
    """The weights of all windows that meet an input."""
    return sum(column_of(i, t, n, k) is not None for i in range(n) for t in range(k))


def output_size(input_size: Sequence[int], kernel_size: int) -> tuple[int, int]:
    height, width = input_size
    if not 1 <= kernel_size <= min(height, width):
        raise ValueError(f"kernel_size must lie between 1 and {min(height, width)}, got {kernel_size}")
    return places(height, kernel_size), places(width, kernel_size)


def places(size: int, k: int) -> int:
    """Of a kernel along an axis of that size."""
    return size - k + 1


def locally_connected(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """The forward pass of LocallyConnected2d: x (N, C, H, W), weight (H', W', O, C, k, k), bias (O, H', W') or None."""
    height, width, out_channels, _, k, _ = weight.shape
    y = np.zeros((len(x), out_channels, height, width))
    for i in range(height):
        for j in range(width):
            window = x[:, :, i : i + k, j : j + k].astype(np.float64)
            y[:, :, i, j] = np.tensordot(window, weight[i, j].astype(np.float64), axes=([1, 2, 3], [1, 2, 3]))
    return y if bias is None else y + bias


def linear_weight(weight: np.ndarray, input_size: Sequence[int]) -> np.ndarray:
    """The matrix of `as_linear`: (O * H' * W', C * H * W), rows and columns in the order of flattened images."""
    height, width, out_channels, in_channels, k, _ = weight.shape
    matrix = np.zeros((out_channels, height, width, in_channels, *input_size))
    for i in range(height):
        for j in range(width):
            matrix[:, i, j, :, i : i + k, j : j + k] = weight[i, j]
    return matrix.reshape(out_channels * height * width, -1)


def linear_map(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    """What `as_linear` computes of x (N, C, H, W): its output (N, O * H' * W')."""
    return locally_connected(x, weight, bias).reshape(len(x), -1)


def translate(x: np.ndarray, shift: Sequence[int]) -> np.ndarray:
    x = np.asarray(x)  # it is lent to students' code, which may hand it anything
    (rows, from_rows), (columns, from_columns) = (moved(size, d) for size, d in zip(x.shape[-2:], shift, strict=True))
    result = np.zeros_like(x)
    result[..., rows[:, None], columns] = x[..., from_rows[:, None], from_columns]
    return result


def moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Along an axis of that size, the places that a shift by d fills, and the place that each is filled from."""
    places = np.array([i for i in range(size) if 0 <= i - d < size], int)
    return places, places - d


def equivariance_error(
    f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, shift: Sequence[int], margin: int = 0
) -> float:
    first, after = both_ways(f, x, shift)
    if first.shape != after.shape:
        raise ValueError(f"f must give maps of one shape, got {first.shape} and {after.shape}")
    kept = region(after.shape, shift, margin)
    if not after[kept].size:
        raise ValueError(f"no pixel is left with shift {tuple(shift)} and margin {margin}")
    return relative_error(first, after, kept)


def both_ways(
    f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, shift: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """f(T x) and T f(x)."""
    return np.asarray(f(translate(x, shift)), float), translate(np.asarray(f(x), float), shift)


def region(shape: tuple[int, ...], shift: Sequence[int], margin: int) -> tuple[Any, ...]:
    """The index of the pixels that count in a map of that shape."""
    return (..., *(pixels(size, d, margin) for size, d in zip(shape[-2:], shift, strict=True)))


def pixels(size: int, d: int, margin: int) -> slice:
    """Along an axis of that size, the pixels that count after a shift by d."""
    first, last = max(d, 0) + margin, size + min(d, 0) - margin
    return slice(first, max(first, last))


def relative_error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    """How far f(T x) is from T f(x), on the pixels that are kept."""
    return ratio(norm((first - after)[kept]), norm(after[kept]))


def ratio(difference: float, size: float) -> float:
    """Nothing is nothing of anything; something of nothing is infinite."""
    if difference == 0:
        return 0.0
    return difference / size if size > 0 else float("inf")


def norm(values: np.ndarray) -> float:
    return float(np.linalg.norm(values))


def is_translation_equivariant(
    f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    shifts = range(-max_shift, max_shift + 1)
    return all(equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)


def conv2d_same(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """ "Same" convolution: x (N, C, H, W), weight (O, C, k, k) with k odd and unflipped, bias (O,)."""
    radius = weight.shape[-1] // 2
    windows = np.lib.stride_tricks.sliding_window_view(
        padded(x.astype(np.float64), radius), weight.shape[-2:], axis=(2, 3)
    )
    y: np.ndarray = np.einsum("nchwij,ocij->nohw", windows, weight) + bias[:, None, None]
    return y


def padded(x: np.ndarray, radius: int) -> np.ndarray:
    return np.pad(x, ((0, 0), (0, 0), (radius, radius), (radius, radius)))


def relu(y: np.ndarray) -> np.ndarray:
    return np.asarray(np.maximum(y, 0))


def mlp(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Logits of linear layers (weight, bias) on flattened images, with ReLU between them."""
    y = x.reshape(len(x), -1).astype(np.float64)
    for index, (weight, bias) in enumerate(layers):
        y = y @ weight.T + bias
        if index < len(layers) - 1:
            y = relu(y)
    return y


def cnn(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Logits of the CNN: `layers` are (weight, bias) of the 5x5, the 3x3 and the linear layer."""
    (weight1, bias1), (weight2, bias2), (weight3, bias3) = layers
    y = relu(conv2d_same(x, weight1, bias1))
    y = relu(conv2d_same(y, weight2, bias2))
    return mlp(y, (weight3, bias3))


def planted_patch(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Images (count, 1, 12, 12) and their classes, 0 to 3: those of the experiment in the notebook, 1(d).

    A checker patch stands at one of four homes, which is the class; three copies in the middle say nothing.
    """
    random = np.random.default_rng(seed)
    homes = [(row, column) for row in (1, 8) for column in (1, 8)]
    checker = 2.0 * (1 - 2 * (np.indices((3, 3)).sum(0) % 2))
    images = random.normal(0, 0.7, (count, 1, 12, 12))
    labels = random.integers(0, 4, count)
    for image, label in zip(images[:, 0], labels, strict=True):
        for row, column in [homes[label], *random.integers(3, 7, (3, 2))]:
            image[row : row + 3, column : column + 3] += checker
    return images.astype(np.float32), labels
