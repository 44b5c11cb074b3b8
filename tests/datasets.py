"""Writes small data sets in the formats of Fashion-MNIST and CIFAR-10."""

from __future__ import annotations

import gzip
import pickle
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray


def write_fashion_mnist(
    folder: Path, split: str, images: NDArray[np.uint8], *, labels: Any = None, compress: bool
) -> None:
    """Write `images` (N, 28, 28), with labels 0, 1, ... unless given, in the data set's own IDX files."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = np.asarray(np.arange(len(images)) % 10 if labels is None else labels, dtype=np.uint8)
    for kind, array in [("images-idx3", images), ("labels-idx1", labels)]:
        content = struct.pack(f">I{array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()
        name = f"{split}-{kind}-ubyte"
        if compress:
            (folder / f"{name}.gz").write_bytes(gzip.compress(content))
        else:
            (folder / name).write_bytes(content)


def write_cifar10(root: Path, images: NDArray[np.uint8], labels: NDArray[np.int64]) -> None:
    """Write `images` (6, N, 3, 32, 32) and labels (6, N) as five training batches and the test batch, pickled."""
    folder = root / "cifar-10-batches-py"
    folder.mkdir(parents=True)
    names = [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]
    for name, pixels, numbers in zip(names, images, labels, strict=True):
        batch = {"data": pixels.reshape(len(pixels), -1), "labels": numbers.tolist()}
        (folder / name).write_bytes(pickle.dumps(batch))
    (folder / "batches.meta").write_bytes(pickle.dumps({"label_names": [str(label) for label in range(10)]}))


def accept_any_checksum(datasets: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let torchvision.datasets.CIFAR10 read other files than the real ones, whose MD5 it knows."""
    monkeypatch.setattr(datasets.CIFAR10, "_check_integrity", lambda self: True)
    monkeypatch.setattr("torchvision.datasets.cifar.check_integrity", lambda path, md5: True)
