"""lab.py, which students get: the data sets, the planted patch, the training loop and the pictures."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from matplotlib.image import imread
from torch import nn

from hidden import subset, training
from tests.datasets import accept_any_checksum, write_cifar10, write_fashion_mnist

ROOT = Path(__file__).parents[1]
DATA = ROOT / "solutions" / "data"


needs_torchvision = pytest.mark.skipif(find_spec("torchvision") is None, reason="torchvision is not installed")


@pytest.fixture(scope="module")
def lab() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "solutions"))
        yield importlib.import_module("lab")
        sys.modules.pop("lab")


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """What is shown, as pixels."""
    shown: list[np.ndarray] = []
    monkeypatch.setattr("IPython.display.display", lambda image: shown.append(imread(io.BytesIO(image.data))))
    return shown


# The bundled subset


def test_subset_has_the_sizes_and_scale_it_promises(lab: ModuleType) -> None:
    images, labels = lab.load_images("train", root=DATA)
    assert images.shape == (4000, *lab.IMAGE_SHAPE)
    assert images.dtype == torch.float32
    assert labels.shape == (4000,)
    assert labels.dtype == torch.int64
    assert abs(images.mean()) < 0.02
    assert abs(images.std() - 1) < 0.02
    assert torch.bincount(labels).tolist() == [400] * 10
    images, labels = lab.load_images("validation", root=DATA, limit=30)
    assert len(images) == len(labels) == 30


def test_grader_and_students_scale_images_alike(lab: ModuleType) -> None:
    images, labels = subset.load("subset.npz", "validation")
    theirs, their_labels = lab.load_images("validation", root=DATA)
    np.testing.assert_array_equal(images, theirs.numpy())
    np.testing.assert_array_equal(labels, their_labels.numpy())


def test_no_held_out_image_is_among_the_students_images() -> None:
    heldout, labels = subset.load("heldout.npz")
    assert heldout.shape == (2000, 1, 28, 28)
    assert np.bincount(labels).tolist() == [200] * 10
    theirs = {image.tobytes() for split in ("train", "validation") for image in subset.load("subset.npz", split)[0]}
    assert not theirs & {image.tobytes() for image in heldout}


def test_making_the_files_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "source"
    rng = np.random.default_rng(0)
    for split, count in [("train", 6000), ("t10k", 2500)]:
        images = rng.integers(0, 255, size=(count, 28, 28), dtype=np.uint8)
        write_fashion_mnist(source, split, images, compress=True)
    written = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        subset.make(source, dict.fromkeys(subset.PLACES, tmp_path / name))
        written.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"subset.npz", "heldout.npz"}


def test_perturbed_images_differ_from_their_source_a_little() -> None:
    images = np.zeros((50, 28, 28), dtype=np.uint8)
    images[:, 10:18, 10:18] = 200
    perturbed = subset.perturb(images, np.random.default_rng(0))
    assert perturbed.shape == images.shape
    assert perturbed.dtype == np.uint8
    assert all((new != old).any() for new, old in zip(perturbed, images, strict=True))
    assert (perturbed[:, 12:16, 12:16] > 130).all()  # the bright square has moved by a pixel at most
    assert (perturbed[:, :8] < 60).all()


# The full data sets, in small


@pytest.mark.parametrize(
    "compress", [pytest.param(True, id="gz files"), pytest.param(False, id="raw", marks=needs_torchvision)]
)
def test_fashion_mnist_is_read_from_a_folder(lab: ModuleType, tmp_path: Path, compress: bool) -> None:
    folder = tmp_path if compress else tmp_path / "FashionMNIST" / "raw"
    pixels = np.random.default_rng(0).integers(0, 255, size=(30, 28, 28), dtype=np.uint8)
    write_fashion_mnist(folder, "train", pixels, compress=compress)
    write_fashion_mnist(folder, "t10k", pixels[:7], compress=compress)
    parts = [lab.load_images(split, "fashion_mnist", tmp_path) for split in ("train", "validation", "test")]
    assert [len(images) for images, _ in parts] == [27, 3, 7]
    restored = (torch.cat([parts[0][0], parts[1][0]])[:, 0] * 0.3530 + 0.2860) * 255
    np.testing.assert_allclose(restored.numpy(), pixels, atol=1e-3)  # of 255; float32 keeps seven digits
    assert torch.cat([parts[0][1], parts[1][1]]).tolist() == [index % 10 for index in range(30)]


@needs_torchvision
def test_cifar10_is_read_channels_first_and_normalised(
    lab: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_any_checksum(lab._torchvision_datasets(), monkeypatch)
    pixels = np.array([0, 128, 255], dtype=np.uint8).reshape(3, 1, 1)
    write_cifar10(tmp_path, np.tile(pixels, (6, 4, 1, 32, 32)), np.tile(np.arange(4), (6, 1)))
    images, labels = lab.load_images("train", "cifar10", tmp_path)
    assert images.shape == (18, 3, 32, 32)
    assert images.dtype == torch.float32
    assert labels.dtype == torch.int64
    expected = [-0.4914 / 0.2470, (128 / 255 - 0.4822) / 0.2435, (1 - 0.4465) / 0.2616]
    np.testing.assert_allclose(images.mean((0, 2, 3)).numpy(), expected, rtol=1e-4)
    assert len(lab.load_images("validation", "cifar10", tmp_path)[0]) == 2
    assert lab.load_images("test", "cifar10", tmp_path)[1].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("split", "dataset", "message"),
    [
        ("train", "mnist", "dataset must be one of subset, fashion_mnist, cifar10, got 'mnist'"),
        ("test", "subset", "split of subset must be one of train, validation, got 'test'"),
    ],
)
def test_unknown_names_are_refused(lab: ModuleType, split: str, dataset: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lab.load_images(split, dataset, DATA)


def test_a_missing_subset_says_where_to_run(lab: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run the notebook in the homework's own folder"):
        lab.load_images("train", root=tmp_path)


# The planted patch


def test_planted_patch_is_a_checker_at_the_home_of_its_class(lab: ModuleType) -> None:
    images, labels = lab.planted_patch(400, seed=0)
    assert images.shape == (400, 1, 12, 12)
    assert labels.shape == (400,)
    checker = torch.tensor([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 1.0]])
    response = torch.nn.functional.conv2d(images, checker[None, None])[:, 0]  # 18 in the mean where one stands
    homes = torch.stack([response[:, row, column] for row, column in lab.PATCH_HOMES], dim=1)
    assert (homes.argmax(1) == labels).float().mean() > 0.99
    assert torch.equal(images, lab.planted_patch(400, seed=0)[0])
    assert not torch.equal(images, lab.planted_patch(400, seed=1)[0])


# Training


def problem() -> tuple[nn.Module, torch.Tensor, torch.Tensor]:
    """A linear model and 200 images whose class is which half is brighter."""
    torch.manual_seed(0)
    labels = torch.arange(200) % 2
    images = 0.1 * torch.randn(200, 1, 2, 4)
    images[labels == 0, :, 0] += 1
    images[labels == 1, :, 1] += 1
    return nn.Sequential(nn.Flatten(), nn.Linear(8, 2)), images, labels


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_training_learns_and_records(lab: ModuleType, optimizer: str) -> None:
    model, images, labels = problem()
    options = {"epochs": 5, "lr": 0.05, "batch_size": 50, "optimizer": optimizer, "progress": False}
    history = lab.train(model, images, labels, validation=(images, labels), **options)
    assert len(history.losses) == 20
    assert history.losses[-1] < history.losses[0]
    assert history.steps[0] == 0
    assert history.steps[-1] == 20
    assert len(history.steps) == len(history.accuracies)
    assert history.accuracies[-1] == lab.accuracy(model, images, labels) > 0.95


def test_training_is_repeatable_and_leaves_the_global_seed_alone(lab: ModuleType) -> None:
    runs = []
    for _ in range(2):
        model, images, labels = problem()
        before = torch.get_rng_state()
        runs.append(lab.train(model, images, labels, epochs=1, lr=0.1, progress=False).losses)
        assert torch.equal(before, torch.get_rng_state())
    assert runs[0] == runs[1]


def test_training_leaves_frozen_parameters_alone(lab: ModuleType) -> None:
    model, images, labels = problem()
    model[1].weight.requires_grad_(False)
    before = model[1].weight.clone()
    lab.train(model, images, labels, epochs=1, lr=0.1, optimizer="adam", progress=False)
    assert torch.equal(model[1].weight, before)


def test_training_shows_its_progress_only_when_asked(lab: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    model, images, labels = problem()
    lab.train(model, images, labels, epochs=1, lr=0.1, progress=False)
    assert capsys.readouterr().out == ""
    lab.train(model, images, labels, epochs=1, lr=0.1)
    assert "training: 100%" in capsys.readouterr().out


def test_training_refuses_what_cannot_be_trained(lab: ModuleType) -> None:
    model, images, labels = problem()
    with pytest.raises(ValueError, match="images and labels must be as many, and not none, got 200 and 199"):
        lab.train(model, images, labels[1:], epochs=1, lr=0.1)
    with pytest.raises(ValueError, match="optimizer must be one of sgd, momentum, adam, got 'rmsprop'"):
        lab.train(model, images, labels, epochs=1, lr=0.1, optimizer="rmsprop")
    with pytest.raises(ValueError, match="there is nothing to train"):
        lab.train(model.requires_grad_(False), images, labels, epochs=1, lr=0.1)


# Profiles and pictures


def test_profile_comes_from_the_environment(lab: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAB_PROFILE", raising=False)
    assert lab.profile() is lab.PROFILES["quick"]
    monkeypatch.setenv("LAB_PROFILE", "full")
    assert lab.profile() is lab.PROFILES["full"]
    monkeypatch.setenv("LAB_PROFILE", "fast")
    with pytest.raises(ValueError, match="LAB_PROFILE must be one of quick, full, cifar10, got 'fast'"):
        lab.profile()


def test_the_quick_profile_trains_as_the_grader_does(lab: ModuleType) -> None:
    quick = lab.PROFILES["quick"]
    graded = (training.IMAGES, training.EPOCHS, training.LEARNING_RATE, training.BATCH_SIZE)
    assert (quick.train_size, quick.epochs, quick.lr, quick.batch_size) == graded


def test_every_picture_can_be_drawn(lab: ModuleType, pictures: list[np.ndarray]) -> None:
    torch.manual_seed(0)
    history = lab.History(losses=[2.0, 1.5, 1.0], steps=[0, 3], accuracies=[0.1, 0.6])
    maps = torch.randn(2, 4, 8, 8)
    weight = torch.randn(6, 6, 3, 1, 3, 3)
    lab.plot_images(torch.randn(3, 1, 8, 8), ["a", "b", "c"])
    lab.plot_matrices({"square": torch.eye(9, requires_grad=True), "dense": torch.randn(9, 9)})
    lab.plot_matrices({"square": torch.randn(36, 36), "wide": torch.randn(1, 36)})
    lab.plot_lines({"a": {9: 81, 90: 8100}}, "n", "weights", scale="log")
    lab.plot_curves({"one": history, "other": history}, "curves", chance=0.1)
    lab.plot_evidence(["linear", "CNN"], "Evidence", DATA / "evidence.json")
    lab.plot_shift(torch.randn(1, 8, 8), torch.randn(1, 8, 8), {"CNN": (maps[0], maps[1]), "MLP": (maps[0], maps[0])})
    lab.plot_images(torch.randn(2, 1, 8, 8), ["a", "b"], outlines=[(1, 1), (5, 5)])
    lab.plot_lines({"a": {9: 81, 90: 8100}}, "n", "weights", title="Growth")
    places = {"A, a home": (1, 1), "B, the middle": (3, 3)}
    kernels, patch = torch.randn(4, 1, 3, 3), torch.randn(3, 3)
    lab.plot_location_filters(weight, torch.randn_like(weight), places, kernels, patch, "Filters", outlines=[(1, 1)])
    lab.plot_channels(maps[0], maps[1], "Channels", channels=3)
    lab.plot_errors_of_shifts({"CNN": torch.rand(5, 5), "MLP": torch.zeros(5, 5)}, "Shifts")
    lab.plot_images(torch.randn(2, 3, 8, 8), ["red", "green"], title="In colour")
    lab.plot_shift(torch.randn(3, 8, 8), torch.randn(3, 8, 8), {"CNN": (maps[0], maps[1])}, "In colour", change="R")
    lab.plot_maps(torch.randn(2, 3, 8, 8), maps, "Maps", channels=3)
    widths = [round(picture.shape[1] / lab.profile().dpi, 1) for picture in pictures]
    assert widths == [4.5, 7.2, 7.2, 6.4, 8.4, 7.6, 9.5, 3.0, 6.4, 6.4, 4.9, 6.2, 3.0, 9.5, 6.2]
    for picture in pictures:
        assert picture[..., :3].std() > 0.05, "it is blank"
        edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert (edges == 1).all(), f"something is cut off in picture {len(picture)} high, {picture.shape[1]} wide"
