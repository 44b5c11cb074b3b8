"""Makes and reads the two bundled subsets of Fashion-MNIST (MIT licence, Zalando SE).

`subset.npz` goes to students: 4000 training and 1000 validation images of the training split, as they are.
`heldout.npz` stays with the grader: 2000 images of the test split. That split is public, so each image is
shifted by up to one pixel and a little changed in contrast, brightness, noise: its label stays, but looking
its bytes up finds nothing. Each ten images in a row hold every class once, so that any part of a file is
balanced. Arrays are stored, not compressed: the same input gives the same bytes whatever zlib is installed.

    python solutions/hidden/subset.py FOLDER     # holds the four .gz files, as Debian's dataset-fashion-mnist does
"""

from __future__ import annotations

import argparse
import gzip
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HOMEWORK = Path(__file__).parent.parent
PLACES = {"subset.npz": HOMEWORK / "data", "heldout.npz": HOMEWORK / "hidden" / "data"}
SEED = 182
MEAN, STD = 0.2860, 0.3530  # of the training split's pixels in [0, 1]; solutions/lab.py holds the same two

Arrays = dict[str, NDArray[np.uint8]]


def load(name: str, split: str = "") -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Read one split of a bundled file, normalised as lab.load_images does.

    Args:
        name: "subset.npz" or "heldout.npz".
        split: "train" or "validation" of the former; the latter has no splits.

    Returns:
        Images (N, 1, 28, 28), with mean 0 and variance 1 over the training split; labels 0 to 9, shape (N,).
    """
    prefix = f"{split}_" if split else ""
    with np.load(PLACES[name] / name, allow_pickle=False) as file:
        images, labels = file[f"{prefix}images"], file[f"{prefix}labels"]
    return ((images[:, None] / np.float32(255) - MEAN) / STD).astype(np.float32), labels.astype(np.int64)


def make(folder: Path, places: Mapping[str, Path] = PLACES) -> None:
    """Write both files, each to its place, from Fashion-MNIST's four .gz files in `folder`."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    images, labels = read_idx(folder, "train")
    train, validation = np.split(_balanced(labels, 5000, rng), [4000])
    write_npz(
        places["subset.npz"] / "subset.npz",
        {
            "train_images": images[train],
            "train_labels": labels[train],
            "validation_images": images[validation],
            "validation_labels": labels[validation],
        },
    )
    images, labels = read_idx(folder, "t10k")
    heldout = _balanced(labels, 2000, rng)
    write_npz(
        places["heldout.npz"] / "heldout.npz", {"images": perturb(images[heldout], rng), "labels": labels[heldout]}
    )


def read_idx(folder: Path, prefix: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Read a split, `prefix` "train" or "t10k": images (N, 28, 28) and labels (N,)."""
    arrays = []
    for kind in ("images-idx3", "labels-idx1"):
        data = gzip.decompress((folder / f"{prefix}-{kind}-ubyte.gz").read_bytes())
        dimensions = data[3]  # header: two zeros, 8 for uint8, the number of dimensions; then their sizes
        shape = struct.unpack_from(f">{dimensions}I", data, 4)
        arrays.append(np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape))
    return arrays[0], arrays[1]


def perturb(images: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Shift each image by up to one pixel (zeros enter), change contrast and brightness, and add noise."""
    count, height, width = images.shape
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1))).astype(np.float64)
    corners = rng.integers(0, 3, size=(count, 2))
    shifted = np.stack([image[i : i + height, j : j + width] for image, (i, j) in zip(padded, corners, strict=True)])
    contrast = rng.uniform(0.85, 1.15, size=(count, 1, 1))
    brightness = rng.uniform(-8, 8, size=(count, 1, 1))  # of 255
    noise = rng.normal(0, 5, size=shifted.shape)
    perturbed: NDArray[np.float64] = np.rint(contrast * shifted + brightness + noise)
    return perturbed.clip(0, 255).astype(np.uint8)


def write_npz(path: Path, arrays: Arrays) -> None:
    """Write what numpy.load reads, the same bytes for the same arrays: no time stamp, no compression."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system = 3  # the same on every operating system
            with archive.open(member, "w") as file:
                np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)


def _balanced(labels: NDArray[np.uint8], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Indices of `count` images in random order, every class once in each ten of them."""
    shuffled = rng.permutation(len(labels))
    columns = [shuffled[labels[shuffled] == label][: count // 10] for label in range(10)]
    return rng.permuted(np.stack(columns, axis=1), axis=1).ravel()  # a row has every class once


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Make the bundled subsets of Fashion-MNIST.")
    parser.add_argument("folder", type=Path, help="holds train-images-idx3-ubyte.gz and the other three")
    options = parser.parse_args(arguments)
    make(options.folder)


if __name__ == "__main__":
    main()
