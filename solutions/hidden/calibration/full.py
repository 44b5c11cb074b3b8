"""The full training: the reference on a whole data set, to see what the models can do beyond two short epochs.

In this process, not behind the wall: all the code is ours, and a whole data set fits neither a sandbox nor a frame of
the wire. Threads share one copy of it. No threshold comes from here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event, Lock
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn

from autograder.authoring.calibration.runs import Run
from autograder.errors import CalibrationError
from hidden.calibration import weak
from hidden.training import CNN_CHANNELS, MLP_HIDDEN

SCHEDULE = ((3, 1e-3), (1, 1e-4))  # epochs and learning rate of Adam, one phase after the other
BATCH_SIZE = 64

# File -> the names in it that the figures depend on, with all that these use; the data has a hash of its own.
MADE_OF: dict[str, tuple[str, ...]] = {
    "models.py": (),
    "hidden/calibration/weak.py": (),
    "lab.py": ("train", "accuracy"),
    "hidden/training.py": ("MLP_HIDDEN", "CNN_CHANNELS"),
    "hidden/calibration/full.py": ("MODELS", "runs"),
}

DATASETS = {"fashion-mnist": "fashion_mnist", "cifar-10": "cifar10"}  # as the option says it -> as lab.py does
DEBIAN = Path("/usr/share/datasets/fashion-mnist")  # where the package dataset-fashion-mnist puts it

Make = Callable[[ModuleType, tuple[int, int, int], int], nn.Module]


@dataclass(frozen=True)
class Data:
    """A whole data set, normalised. Images (N, C, H, W); labels (N,), from 0 on."""

    images: Tensor
    labels: Tensor
    test_images: Tensor
    test_labels: Tensor

    @property
    def shape(self) -> tuple[int, int, int]:
        channels, height, width = self.images.shape[1:]
        return channels, height, width

    @property
    def classes(self) -> int:
        return int(self.labels.max()) + 1

    @property
    def sha256(self) -> str:
        """Of images and labels as they are trained on, whatever files they came in."""
        digest = hashlib.sha256()
        for tensor in (self.images, self.labels, self.test_images, self.test_labels):
            digest.update(tensor.numpy())  # type: ignore[arg-type]  # a buffer, though NumPy's types do not say so
        return digest.hexdigest()


def load(homework: Path, dataset: str, folder: Path | None = None) -> Data:
    """Load a data set through the students' own lab.py, which has torchvision download what is not there.

    Args:
        homework: its folder.
        dataset: a key of DATASETS.
        folder: holds Fashion-MNIST's four .gz files, or what torchvision puts into a folder; by default where Debian
            puts the former, if they are there, else build/data.

    Raises:
        CalibrationError: the data set is not there, and cannot be downloaded.
    """
    if folder is None:
        folder = DEBIAN if dataset == "fashion-mnist" and DEBIAN.is_dir() else homework.parent / "build/data"
    lab = _module(homework / "lab.py")
    try:
        parts = [lab.load_images(split, DATASETS[dataset], folder, True) for split in ("train", "validation", "test")]
    except (ImportError, OSError, RuntimeError) as error:  # torchvision is missing; no network; not what it should be
        raise CalibrationError(
            f"{dataset} is not in {folder} and could not be downloaded ({type(error).__name__}: {error}). Name the "
            "folder that holds it with --data; for Fashion-MNIST, Debian's package dataset-fashion-mnist has it."
        ) from error
    images, labels = (torch.cat(pair) for pair in zip(*parts[:2], strict=True))
    return Data(images, labels, *parts[2])


def settings(data: Data) -> dict[str, Any]:
    """How the models are trained, for thresholds.json."""
    return {
        "optimizer": "Adam",
        "epochs_and_learning_rates": SCHEDULE,
        "batch_size": BATCH_SIZE,
        "train_images": len(data.images),
        "test_images": len(data.test_images),
    }


def _mlp(models: ModuleType, shape: tuple[int, int, int], classes: int) -> nn.Module:
    return _as_module(models.MLP(shape, MLP_HIDDEN, classes))


def _cnn(models: ModuleType, shape: tuple[int, int, int], classes: int) -> nn.Module:
    return _as_module(models.CNN(shape, CNN_CHANNELS, classes))


def _frozen_cnn(models: ModuleType, shape: tuple[int, int, int], classes: int) -> nn.Module:
    model = _cnn(models, shape, classes)
    models.freeze_features(model)
    return model


def _as_module(model: Any) -> nn.Module:
    assert isinstance(model, nn.Module)
    return model


# The weak models that no threshold of the short training keeps out are the ones worth seeing here: trained properly,
# they fall behind.
MODELS: dict[str, dict[str, Make]] = {
    "mlp": {
        "reference": _mlp,
        "linear": lambda _, shape, classes: weak.linear(shape, classes),
        "no ReLU": lambda _, shape, classes: weak.mlp_without_relu(shape, MLP_HIDDEN, classes),
    },
    "cnn": {
        "reference": _cnn,
        "no ReLU": lambda _, shape, classes: weak.cnn_without_relu(shape, CNN_CHANNELS, classes),
    },
    "frozen_cnn": {"reference": _frozen_cnn},
}


def runs(homework: Path, data: Data, seeds: int) -> dict[tuple[str, str, int], Run]:
    """Model, label and seed -> the run."""
    return {
        (name, label, seed): _run(homework, data, make, seed)
        for seed in range(seeds)
        for name, made in MODELS.items()
        for label, make in made.items()
    }


def _run(homework: Path, data: Data, make: Make, seed: int) -> Run:
    def accuracy(stop: Event) -> float:
        torch.set_num_threads(1)
        lab = _module(homework / "lab.py")
        with _SEEDING:
            torch.manual_seed(seed)
            model = make(_module(homework / "models.py"), data.shape, data.classes)
        model.register_forward_pre_hook(lambda *_: _give_up_if(stop))
        for phase, (epochs, lr) in enumerate(SCHEDULE):
            options = {"batch_size": BATCH_SIZE, "optimizer": "adam", "seed": 1000 * phase + seed, "progress": False}
            lab.train(model, data.images, data.labels, epochs=epochs, lr=lr, **options)
        return float(lab.accuracy(model, data.test_images, data.test_labels))

    return accuracy


_SEEDING = Lock()  # all threads draw their initial weights from torch's one global generator


def _give_up_if(stop: Event) -> None:
    if stop.is_set():
        raise InterruptedError("the training was stopped")


@cache
def _module(path: Path) -> ModuleType:
    """A file of the master as a module; its folder stays off the path."""
    spec = importlib.util.spec_from_file_location(f"master_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module
