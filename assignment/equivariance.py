"""Question 2(b) and 2(c): does a map commute with shifting its input?

T is a translation. A map f is translation equivariant if f(T x) = T f(x): shift the image, and its feature map shifts
along. At the border this cannot hold exactly, since pixels are lost there and padding shows.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def translate(x: Tensor, shift: tuple[int, int]) -> Tensor:
    """Shift images: what leaves is lost, zeros enter.

    Args:
        x: shape (..., H, W).
        shift: (dy, dx) in pixels; down and right are positive.

    Returns:
        Shape and dtype of `x`, which is left as it is: result[..., i, j] = x[..., i - dy, j - dx], or 0 outside.
    """
    # TODO(2b): copy the part of `x` that stays inside into an image of zeros (about 6 lines).
    raise NotImplementedError("2b: implement translate")


def equivariance_error(f: Callable[[Tensor], Tensor], x: Tensor, shift: tuple[int, int], margin: int = 0) -> float:
    """Measure how far `f` is from commuting with one translation T: ||f(T x) - T f(x)|| / ||T f(x)||.

    Only pixels count on which both can agree: rows i with max(dy, 0) + margin <= i < H + min(dy, 0) - margin, and
    columns alike, H and W being those of the output.

    Args:
        f: a map from images to images (or feature maps) of the same height and width.
        x: images, shape (N, C, H, W).
        shift: (dy, dx), as in `translate`.
        margin: pixels left out along each border besides, at least 0; the radius of f's receptive field, so that no
            padding shows.

    Returns:
        The relative error: 0.0 where the difference is zero, inf where T f(x) alone is.

    Raises:
        ValueError: no pixel is left to compare.
    """
    # TODO(2b): compute f(T x) and T f(x), cut out the pixels that count, compare their norms (about 12 lines).
    raise NotImplementedError("2b: implement equivariance_error")


def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    """Return whether `f` commutes with all small translations, up to rounding.

    Args:
        f, x, margin: as in `equivariance_error`.
        max_shift: the largest shift to try, in pixels, along both axes and in both directions.
        tol: the largest error that counts as rounding.

    Returns:
        Whether the error is at most `tol` for every shift (dy, dx) with -max_shift <= dy, dx <= max_shift.

    Raises:
        ValueError: of `equivariance_error`, where a shift that is tried leaves no pixel.
    """
    # TODO(2b): try every shift with equivariance_error (about 3 lines).
    raise NotImplementedError("2b: implement is_translation_equivariant")
