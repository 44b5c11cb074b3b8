"""Tools for the notebook: images, a training loop, the planted-patch data, pictures. Given, not graded.

Three profiles: "quick" (the default) trains for seconds on the subset that comes with the homework; "full" (set
LAB_PROFILE=full before Jupyter starts) trains for minutes on all of Fashion-MNIST, and "cifar10" on CIFAR-10's colour
images. Both download what is not there.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import math
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

# Mean and standard deviation of each channel over the training split, for pixels in [0, 1].
_STATISTICS = {
    "fashion_mnist": ([0.2860], [0.3530]),
    "cifar10": ([0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]),
}


@dataclass(frozen=True)
class Profile:
    """How much the notebook computes."""

    dataset: str  # as load_images names it
    train_size: int | None  # images; None for all there are
    validation_size: int | None
    epochs: int
    lr: float
    batch_size: int
    dpi: int  # of the pictures


PROFILES = {
    "quick": Profile("subset", 2000, 250, epochs=2, lr=3e-3, batch_size=32, dpi=80),
    "full": Profile("fashion_mnist", None, None, epochs=10, lr=3e-3, batch_size=64, dpi=100),
    "cifar10": Profile("cifar10", None, None, epochs=10, lr=3e-3, batch_size=64, dpi=100),
}


def profile() -> Profile:
    """The profile named by the environment variable LAB_PROFILE, "quick" where it is not set."""
    name = os.environ.get("LAB_PROFILE", "quick")
    if name not in PROFILES:
        raise ValueError(f"LAB_PROFILE must be one of {', '.join(PROFILES)}, got {name!r}")
    return PROFILES[name]


# Of the profile's images.
if profile().dataset == "cifar10":
    IMAGE_SHAPE = (3, 32, 32)
    CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
else:
    IMAGE_SHAPE = (1, 28, 28)
    CLASSES = (
        "T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    )  # fmt: skip


def prepare() -> None:
    """Let the notebook load what you edit without a restart, and say in a line where a hole is still open."""
    import check
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:  # in a plain Python
        return
    shell.run_line_magic("load_ext", "autoreload")
    shell.run_line_magic("autoreload", "2")
    shell.set_custom_exc((NotImplementedError, NameError), _say_shortly)
    check.watch(shell)


def _say_shortly(shell: Any, kind: type[BaseException], error: BaseException, tb: Any, tb_offset: Any = None) -> None:
    """An open hole, or a name that its cell would have made, in a line; all else as ever."""
    files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(tb)]
    in_the_cell = not files or files[-1] in files[:1] + files[1:2]  # IPython's own frame may come first
    if kind is NotImplementedError and str(error)[2:4] == ": ":
        print(f"Still open: {error}.")
    elif kind is NameError and in_the_cell:
        print(f"{error}: the cell above that makes it has not run to its end.")
    else:
        shell.showtraceback((kind, error, tb), tb_offset=tb_offset)


# Images


def load_images(
    split: str,
    dataset: str = "subset",
    root: str | Path = "data",
    download: bool = False,
    limit: int | None = None,
) -> tuple[Tensor, Tensor]:
    """Load one split of a data set.

    Args:
        split: "train"; "validation" (of a full data set: the last tenth of its training split); or "test",
            which the subset lacks.
        dataset: "subset" (5000 images of Fashion-MNIST, with the homework), "fashion_mnist" or "cifar10".
        root: the folder that holds subset.npz, torchvision's own folders, or Fashion-MNIST's four .gz files.
        download: fetch a full data set that is not there, with torchvision.
        limit: use only the first `limit` images.

    Returns:
        Images, float32 (N, C, H, W), each channel with mean 0 and variance 1 over the training split.
        Labels, int64 (N,).
    """
    loaders = {"subset": _subset, "fashion_mnist": _fashion_mnist, "cifar10": _cifar10}
    if dataset not in loaders:
        raise ValueError(f"dataset must be one of {', '.join(loaders)}, got {dataset!r}")
    splits = ("train", "validation") if dataset == "subset" else ("train", "validation", "test")
    if split not in splits:
        raise ValueError(f"split of {dataset} must be one of {', '.join(splits)}, got {split!r}")
    pixels, labels = loaders[dataset](Path(root), split, download)
    pixels, labels = pixels[:limit], labels[:limit]
    mean, std = _STATISTICS["cifar10" if dataset == "cifar10" else "fashion_mnist"]
    images = torch.tensor(pixels, dtype=torch.float32).div_(255)
    images.sub_(torch.tensor(mean).view(-1, 1, 1)).div_(torch.tensor(std).view(-1, 1, 1))
    return images, torch.tensor(labels, dtype=torch.int64)


def _subset(root: Path, split: str, download: bool) -> tuple[np.ndarray, np.ndarray]:
    path = root / "subset.npz"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run the notebook in the homework's own folder")
    with np.load(path, allow_pickle=False) as file:
        return file[f"{split}_images"][:, None], file[f"{split}_labels"]


def _fashion_mnist(root: Path, split: str, download: bool) -> tuple[np.ndarray, np.ndarray]:
    prefix = "t10k" if split == "test" else "train"
    if (root / f"{prefix}-images-idx3-ubyte.gz").exists():
        pixels = np.frombuffer(gzip.decompress((root / f"{prefix}-images-idx3-ubyte.gz").read_bytes()), np.uint8)
        labels = np.frombuffer(gzip.decompress((root / f"{prefix}-labels-idx1-ubyte.gz").read_bytes()), np.uint8)
        pixels, labels = pixels[16:].reshape(-1, 1, 28, 28), labels[8:]  # behind the headers
    else:
        data = _torchvision_datasets().FashionMNIST(root, train=split != "test", download=download)
        pixels, labels = data.data.numpy()[:, None], data.targets.numpy()
    return _part(pixels, labels, split)


def _cifar10(root: Path, split: str, download: bool) -> tuple[np.ndarray, np.ndarray]:
    data = _torchvision_datasets().CIFAR10(root, train=split != "test", download=download)
    return _part(data.data.transpose(0, 3, 1, 2), np.array(data.targets), split)


def _part(pixels: np.ndarray, labels: np.ndarray, split: str) -> tuple[np.ndarray, np.ndarray]:
    border = len(labels) - len(labels) // 10
    part = {"train": slice(border), "validation": slice(border, None), "test": slice(None)}[split]
    return pixels[part], labels[part]


_operators: torch.library.Library | None = None


def _torchvision_datasets() -> Any:
    """Import torchvision.datasets, also where torchvision's compiled operators do not fit this torch.

    A CUDA build of torchvision beside a CPU build of torch fails to import, for it describes two operators
    that were never loaded. No data set needs them; declaring them is enough.
    """
    global _operators
    try:
        import torchvision.datasets
    except RuntimeError as error:
        if "operator torchvision::" not in str(error):
            raise
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
            del sys.modules[name]  # what the failed import left half done
        _operators = torch.library.Library("torchvision", "FRAGMENT")
        for operator in ("nms", "qnms"):
            _operators.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        import torchvision.datasets
    return torchvision.datasets


PATCH_HOMES = ((1, 1), (1, 8), (8, 1), (8, 8))  # row and column of a patch's top left corner, by class
PATCH_CORNERS = ("upper left", "upper right", "lower left", "lower right")


def planted_patch(count: int, seed: int) -> tuple[Tensor, Tensor]:
    """Make images whose class is where a patch stands: question 1d.

    A 3x3 checker of +-2 is added to noise (standard deviation 0.7), its top left corner at one of
    PATCH_HOMES: which one is the class. Three more, with corners at rows and columns 3 to 6, mean nothing.

    Returns:
        Images, float32 (count, 1, 12, 12); labels 0 to 3, int64 (count,).
    """
    generator = torch.Generator().manual_seed(seed)
    images = 0.7 * torch.randn(count, 1, 12, 12, generator=generator)
    labels = torch.randint(4, (count,), generator=generator)
    decoys = torch.randint(3, 7, (count, 3, 2), generator=generator)
    checker = 2.0 * torch.tensor([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 1.0]])
    for image, label, corners in zip(images[:, 0], labels.tolist(), decoys.tolist(), strict=True):
        for row, column in [PATCH_HOMES[label], *corners]:
            image[row : row + 3, column : column + 3] += checker
    return images, labels


# Training


@dataclass
class History:
    """What one training run left behind."""

    losses: list[float] = field(default_factory=list)  # of every step
    steps: list[int] = field(default_factory=list)  # after how many steps `accuracies` were measured
    accuracies: list[float] = field(default_factory=list)  # on the validation images


def train(
    model: nn.Module,
    images: Tensor,
    labels: Tensor,
    *,
    epochs: int,
    lr: float,
    batch_size: int = 64,
    optimizer: str = "sgd",
    seed: int = 0,
    validation: tuple[Tensor, Tensor] | None = None,
    progress: bool = True,
) -> History:
    """Train a classifier in place with cross-entropy.

    Args:
        model: maps images (N, C, H, W) to logits (N, classes). Parameters without requires_grad stay.
        images, labels: what load_images or planted_patch returns.
        optimizer: "sgd" (plain), "momentum" (SGD with momentum 0.9) or "adam".
        seed: of the order of the images; the initial weights are whatever `model` came with.
        validation: images and labels to measure the accuracy on: first, last, and some seven times between.
        progress: whether to show a progress bar.

    Raises:
        ValueError: not one label for each image, an unknown optimizer, or nothing to train.
    """
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    if not parameters:
        raise ValueError("model has no parameter that requires a gradient: there is nothing to train")
    if len(images) != len(labels) or len(labels) == 0:
        raise ValueError(f"images and labels must be as many, and not none, got {len(images)} and {len(labels)}")
    update = _optimizer(optimizer, parameters, lr)
    generator = torch.Generator().manual_seed(seed)
    orders = [torch.randperm(len(images), generator=generator) for _ in range(epochs)]
    batches = [batch for order in orders for batch in order.split(batch_size)]
    every = max(1, math.ceil(len(batches) / 8))
    history = History()
    for step, batch in enumerate(_bar(batches) if progress else batches):
        if validation is not None and step % every == 0:
            _record(history, step, model, validation)
        model.train()
        loss = F.cross_entropy(model(images[batch]), labels[batch])
        update.zero_grad()
        loss.backward()
        update.step()
        history.losses.append(loss.item())
    if validation is not None:
        _record(history, len(batches), model, validation)
    return history


def _optimizer(name: str, parameters: list[nn.Parameter], lr: float) -> torch.optim.Optimizer:
    if name == "sgd":
        return torch.optim.SGD(parameters, lr=lr)
    if name == "momentum":
        return torch.optim.SGD(parameters, lr=lr, momentum=0.9)
    if name == "adam":
        return torch.optim.Adam(parameters, lr=lr)
    raise ValueError(f"optimizer must be one of sgd, momentum, adam, got {name!r}")


def _bar(batches: list[Tensor]) -> Iterable[Tensor]:
    from tqdm import tqdm

    return tqdm(batches, desc="training", unit="step", mininterval=0.5, file=sys.stdout)  # stderr is red in a notebook


def _record(history: History, step: int, model: nn.Module, validation: tuple[Tensor, Tensor]) -> None:
    history.steps.append(step)
    history.accuracies.append(accuracy(model, *validation))


def accuracy(model: nn.Module, images: Tensor, labels: Tensor) -> float:
    """The share of `images` that `model` puts in the class `labels` says, 0 to 1."""
    model.eval()
    with torch.no_grad():
        predictions = torch.cat([model(batch).argmax(1) for batch in images.split(64)])
    return (predictions == labels).double().mean().item()


# Pictures. matplotlib is imported late: training does without it.

MARKERS = "osD^vPX*"  # so that lines differ by more than colour
LINES = ("-", "--", ":", "-.")  # so that one line is seen below another


def slide(show: Callable[..., object], **values: int) -> None:
    """Call `show` with what sliders from -8 to 8 say, one for each of `values`; without widgets, do nothing."""
    from IPython import get_ipython

    if getattr(get_ipython(), "kernel", None) is None:  # not in Jupyter
        return
    try:
        import ipywidgets
    except ImportError:
        return
    sliders = {
        name: ipywidgets.IntSlider(value, -8, 8, description=name, continuous_update=False)
        for name, value in values.items()
    }
    ipywidgets.interact(show, **sliders)


def plot_images(
    images: Tensor, titles: Sequence[str], outlines: Sequence[tuple[int, int]] = (), title: str = ""
) -> None:
    """Show images (N, 1 or 3, H, W) in a row.

    Args:
        outlines: row and column, in each image, of the top left corner of a 3x3 window to outline.
    """
    alt = f"{title} Images in a row: {', '.join(titles)}".strip()
    with _figure(1, len(images), 1.5, 1.75, title=title, alt=alt) as (row,):
        for axis, image, name in zip(row, images, titles, strict=True):
            _image(axis, image, name)
        for axis, corner in zip(row, outlines, strict=False):
            _outline(axis, corner, 3)


def plot_matrices(matrices: Mapping[str, Tensor], title: str = "") -> None:
    """Show matrices side by side, on one scale: colour is the value, blank is zero; small ones are written out."""
    limit = max(float(matrix.detach().abs().max()) for matrix in matrices.values())
    options = {"left": 0.25, "bottom": 0.35, "bar": "entry", "title": title}
    alt = f"{title} Matrices: {'; '.join(matrices)}".strip()
    with _figure(1, len(matrices), 3.1, 3.5, alt=alt, **options) as (row,):
        for axis, (name, matrix) in zip(row, matrices.items(), strict=True):
            values = matrix.detach().float()
            nonzero = values != 0
            _signed(axis, torch.where(nonzero, values, float("nan")), name, limit)
            axis.set_xlabel(
                f"inputs\n{int(nonzero.sum())} entries not zero, {len(values[nonzero].unique())} values", fontsize=8
            )
        row[0].set_ylabel("outputs", fontsize=8)


def plot_lines(
    series: Mapping[str, Mapping[int, float]], xlabel: str, ylabel: str, scale: str = "linear", title: str = ""
) -> None:
    """Show several lines, each name -> {x: y}."""
    alt = f"{title or ylabel}: {ylabel} against {xlabel}, for {', '.join(series)}"
    options = {"left": 0.75, "right": 1.9, "bottom": 0.5, "top": 0.1, "title": title, "alt": alt}
    with _figure(1, 1, 6.4, 2.7, **options) as ((axis,),):
        for (name, points), style in zip(series.items(), _styles(), strict=False):
            axis.plot(list(points), list(points.values()), label=name, **style)
        axis.set(xlabel=xlabel, ylabel=ylabel, xscale=scale, yscale=scale)
        axis.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.02, 1))


def plot_evidence(models: Sequence[str], title: str, path: str | Path = "data/evidence.json") -> None:
    """Show and print accuracies that were measured before you: a mark for each seed, a row for each model.

    Args:
        models: some of "linear", "MLP", "CNN" and "CNN, features frozen".
    """
    accuracies = json.loads(Path(path).read_text(encoding="utf-8"))["accuracies"]
    trainings = list(accuracies[models[0]])
    means = {name: "; ".join(f"{how}: {accuracies[name][how]['mean']:.2f}" for how in trainings) for name in models}
    alt = f"{title} Mean validation accuracy: {', '.join(f'{name} ({said})' for name, said in means.items())}"
    options = {"left": 1.8, "right": 1.7, "bottom": 0.5, "top": 0.1, "title": title, "alt": alt}
    with _figure(1, 1, 7.6, 0.9 + 0.5 * len(models), **options) as ((axis,),):
        for marker, how in zip(MARKERS, trainings, strict=False):
            points = [(x, y) for y, name in enumerate(models) for x in accuracies[name][how]["all"]]
            axis.plot(*zip(*points, strict=True), marker, label=how, linestyle="none", markersize=5)
        axis.set(yticks=range(len(models)), yticklabels=models, ylim=(len(models) - 0.5, -0.5), xlim=(0.2, 1))
        axis.set_xlabel("validation accuracy, a mark for each seed")
        axis.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.02, 1))
    for name, said in means.items():
        print(f"{name:22}{said}")


def plot_curves(histories: Mapping[str, History], title: str, chance: float | None = None) -> None:
    """Show training loss (in long runs averaged over ten steps) and validation accuracy of several runs."""
    lines = -(-len(histories) // 3)  # of the legend
    bottom = 0.55 + 0.25 * lines
    ends = "; ".join(f"{name} {history.accuracies[-1]:.2f}" for name, history in histories.items())
    alt = f"{title} Training loss and validation accuracy over steps; the accuracy at the end: {ends}"
    options = {"left": 0.8, "right": 0.2, "bottom": bottom, "top": 0.1, "title": title, "alt": alt}
    with _figure(1, 2, 4.2, 2.4 + bottom, **options) as ((left, right),):
        for (name, history), style in zip(histories.items(), _styles(), strict=False):
            width = 10 if len(history.losses) > 50 else 1
            smooth = np.convolve(history.losses, np.ones(width) / width, mode="valid")
            (line,) = left.plot(range(width, width + len(smooth)), smooth, markevery=0.2, label=name, **style)
            right.plot(history.steps, history.accuracies, color=line.get_color(), label=name, **style)
        if chance is not None:
            right.axhline(chance, color="gray", linestyle=":")
            where = {"transform": right.get_yaxis_transform(), "ha": "right", "va": "top"}
            right.text(0.98, chance, "guessing", fontsize=8, **where)
        left.set(xlabel="step", ylabel="training loss")
        right.set(xlabel="step", ylabel="validation accuracy", ylim=(0, 1.02))
        handles, names = left.get_legend_handles_labels()
        left.figure.legend(handles, names, loc="lower center", ncol=min(3, len(names)), fontsize=8)


def plot_location_filters(
    weight: Tensor,
    initial: Tensor,
    places: Mapping[str, tuple[int, int]],
    shared: Tensor,
    patch: Tensor,
    title: str,
    outlines: Sequence[tuple[int, int]] = (),
) -> None:
    """Show how far each location's weights moved in training; the filter that moved most at some places; and below
    these what the patch looks like, and a convolution's largest kernels.

    Args:
        weight, initial: (H', W', out_channels, in_channels, k, k), after and before training.
        places: title -> (row, column) of a location; its letter, which begins the title, marks it in the first picture.
        shared: the kernels (out_channels, in_channels, k, k) of the convolution.
        patch: (k, k).
        outlines: (row, column) of locations to outline.
    """
    weight, initial, shared = weight.detach(), initial.detach(), shared.detach()
    moved = (weight - initial).flatten(3).norm(dim=3)  # of each location and channel
    limit = float(weight.abs().max())
    alt = f"{title} How far each location's weights moved, and filters at {'; '.join(places)}"
    with _figure(2, 1 + len(places), 1.8, 2.2, bottom=0.15, top=0.45, alt=alt, title=title, bar="weight") as grid:
        distance = moved.norm(dim=2)
        _show(grid[0, 0], distance, "how far each\nlocation's weights moved", cmap="viridis")
        grid[0, 0].set_xlabel(f"dark: {distance.min():.1f}, bright: {distance.max():.1f}", fontsize=8)
        for corner in outlines:
            _outline(grid[0, 0], corner, 1)
        for axis, (name, (i, j)) in zip(grid[0, 1:], places.items(), strict=True):
            box = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
            grid[0, 0].text(j + 0.9, i, name[0], fontsize=7, ha="left", va="center", bbox=box)
            _signed(axis, weight[i, j, int(moved[i, j].argmax()), 0], f"{name}\nat ({i}, {j})", limit)
        on_its_scale = patch * limit / patch.abs().max()
        _signed(grid[1, 0], on_its_scale, "the mean of what\nstands at a home", limit, numbers=False)
        largest = shared.flatten(1).norm(dim=1).argsort(descending=True)
        for axis, channel in zip(grid[1, 1:], largest.tolist(), strict=False):
            _signed(axis, shared[channel, 0], f"convolution, channel {channel}\nat every location", limit)


def plot_shift(
    image: Tensor, shifted: Tensor, maps: Mapping[str, tuple[Tensor, Tensor]], title: str = "", change: str = "T"
) -> None:
    """Show, a row each, a map of the shifted image, the shifted map of the image, and their difference.

    Args:
        image, shifted: (1 or 3, H, W), before and after the shift.
        maps: name -> (f(T x), T f(x)), each (channels, H, W), of which the strongest is drawn.
        change: the letter for what is done to the image.
    """
    alt = f"{title} f({change} x), {change} f(x) and their difference for {', '.join(maps)}".strip()
    with _figure(len(maps), 5, 1.7, 1.75, left=0.25, alt=alt, bar="value, relative", title=title) as rows:
        for row, (name, (of_shifted, shifted_map)) in zip(rows, maps.items(), strict=True):
            channel = int(shifted_map.flatten(1).norm(dim=1).argmax())
            left, right = of_shifted[channel], shifted_map[channel]
            size = max(float(left.abs().max()), float(right.abs().max())) or 1.0
            _image(row[0], image, "x")
            _image(row[1], shifted, f"{change} x")
            _signed(row[2], left / size, f"f({change} x)", 1.0)
            _signed(row[3], right / size, f"{change} f(x)", 1.0)
            _signed(row[4], (left - right) / size, f"f({change} x) - {change} f(x)", 1.0)
            row[0].set_ylabel(name, fontsize=9)


def plot_channels(of_shifted: Tensor, shifted_map: Tensor, title: str, channels: int = 6) -> None:
    """Show f(T x), T f(x) and their difference, a row each, for the strongest channels of maps (channels, H, W)."""
    strongest = shifted_map.flatten(1).norm(dim=1).argsort(descending=True)[:channels].tolist()
    size = float(shifted_map.abs().max()) or 1.0
    rows = {"f(T x)": of_shifted, "T f(x)": shifted_map, "difference": of_shifted - shifted_map}
    with _figure(3, len(strongest), 1.3, 1.35, left=0.25, title=title, bar="value, relative") as grid:
        for axes, (name, maps) in zip(grid, rows.items(), strict=True):
            for axis, channel in zip(axes, strongest, strict=True):
                _signed(axis, maps[channel] / size, f"channel {channel}" if name == "f(T x)" else "", 1.0)
            axes[0].set_ylabel(name, fontsize=9)


def plot_maps(images: Tensor, maps: Tensor, title: str, channels: int = 5) -> None:
    """Show, a row for each image, the image and the channels of its feature map that are strongest over all images.

    Args:
        images: (N, 1 or 3, H, W).
        maps: (N, channels, H, W).
    """
    maps = maps.detach()
    strongest = maps.transpose(0, 1).flatten(1).norm(dim=1).argsort(descending=True)[:channels].tolist()
    size = float(maps.abs().max()) or 1.0
    with _figure(len(images), 1 + len(strongest), 1.3, 1.35, title=title, bar="value, relative") as grid:
        for row, (axes, image, found) in enumerate(zip(grid, images, maps, strict=True)):
            _image(axes[0], image, "" if row else "x")
            for axis, channel in zip(axes[1:], strongest, strict=True):
                _signed(axis, found[channel] / size, "" if row else f"channel {channel}", 1.0)


def plot_errors_of_shifts(errors: Mapping[str, Tensor], title: str) -> None:
    """Show an error for every shift: name -> a square map of odd side, in whose middle stands the shift by (0, 0)."""
    from matplotlib.colors import LogNorm

    spans = {name: f"{name}: {values.min():.1g} to {values.max():.1g}" for name, values in errors.items()}
    alt = f"{title} The error of each shift, over all of them: {'; '.join(spans.values())}"
    with _figure(1, len(errors), 2.6, 2.9, left=0.6, bottom=0.55, title=title, alt=alt, bar="error") as (row,):
        for axis, (name, values) in zip(row, errors.items(), strict=True):
            far = len(values) // 2
            edges = (-far - 0.5, far + 0.5, far + 0.5, -far - 0.5)
            shown = values.clamp(1e-7, 1).numpy()
            axis.imshow(shown, cmap="viridis", norm=LogNorm(1e-7, 1), extent=edges)
            axis.set_title(spans[name], fontsize=9)
            axis.set(xlabel="dx (right)", ylabel="dy (down)", xticks=(-far, 0, far), yticks=(-far, 0, far))


@contextmanager
def _figure(
    rows: int,
    columns: int,
    width: float,
    height: float,
    *,
    left: float = 0.05,
    right: float = 0.1,
    bottom: float = 0.05,
    top: float = 0.3,
    title: str = "",
    alt: str = "",
    bar: str = "",
) -> Iterator[Any]:
    """The axes, a 2-D array, of rows x columns pictures of `width` x `height` inches each; shown when the block ends.

    `left` to `top` are the inches of a picture that its labels need; `alt` says it in words; `bar` is what colours say,
    for a colour bar of the last picture of the first row. The ground is white, also where the notebook is dark. Made
    without pyplot, since a notebook draws each of pyplot's figures three times; and without a layout engine, which
    would draw it twice more.
    """
    from IPython.display import HTML, display
    from matplotlib.figure import Figure

    pictures, heading = width * columns, 0.35 if title else 0.0
    across, down = pictures + (1.0 if bar else 0.0), height * rows + heading
    grid = {
        "left": left / across,
        "right": (pictures - right) / across,
        "bottom": bottom / down,
        "top": 1 - (top + heading) / down,
        "wspace": (left + right) / (width - left - right),
        "hspace": (bottom + top) / (height - bottom - top),
    }
    figure = Figure((across, down), profile().dpi)
    if title:
        figure.suptitle(title, x=pictures / across / 2, y=1 - 0.08 / down, va="top", fontsize=11)
    axes = figure.subplots(rows, columns, squeeze=False, gridspec_kw=grid)
    yield axes
    if bar:
        low = bottom + 0.1  # the numbers at its ends need half a line
        place = ((pictures + 0.05) / across, low / down, 0.12 / across, 1 - (low + 0.1 + top + heading) / down)
        (picture,) = axes[0, -1].get_images()
        figure.colorbar(picture, cax=figure.add_axes(place)).set_label(bar, fontsize=8)
    png = io.BytesIO()
    figure.savefig(png, format="png")
    picture = base64.b64encode(png.getvalue()).decode()
    # As HTML, since Jupyter shows no alternative text of an Image.
    display(HTML(f'<img src="data:image/png;base64,{picture}" alt="{html.escape(alt or title)}">'))


def _styles() -> Iterator[dict[str, str]]:
    """A marker and a kind of line for each of several curves."""
    for marker, line in zip(MARKERS, LINES * 2, strict=True):
        yield {"marker": marker, "linestyle": line}


def _image(axis: Any, image: Tensor, title: str) -> None:
    """Show an image (1 or 3, H, W), from its darkest value to its brightest."""
    low, high = float(image.min()), float(image.max())
    pixels = (image.detach() - low) / ((high - low) or 1.0)
    _show(axis, pixels[0] if len(pixels) == 1 else pixels.permute(1, 2, 0), title, cmap="gray")


def _outline(axis: Any, corner: tuple[int, int], side: int) -> None:
    """Outline a square window of an image, by its top left corner, on dark and on bright ground."""
    from matplotlib.patches import Rectangle

    place = (corner[1] - 0.5, corner[0] - 0.5)
    for color, width in [("white", 4), ("red", 2)]:
        axis.add_patch(Rectangle(place, side, side, fill=False, edgecolor=color, linewidth=width))


def _show(axis: Any, picture: Tensor, title: str, **options: Any) -> None:
    axis.imshow(picture.detach().numpy(), **options)
    axis.set_title(title, fontsize=9)
    axis.set(xticks=[], yticks=[])


def _signed(axis: Any, picture: Tensor, title: str, limit: float, numbers: bool = True) -> None:
    """Show values around zero: blue below, red above, nothing for NaN. In a small picture they are written out."""
    _show(axis, picture, title, cmap="RdBu_r", vmin=-limit, vmax=limit)
    if numbers and max(picture.shape) <= 9:
        for (i, j), value in np.ndenumerate(picture.numpy()):
            if not math.isnan(value):
                dark = abs(value) > 0.6 * limit
                text = f"{round(float(value), 1) + 0.0:g}"  # + 0.0 makes -0 a 0
                axis.text(j, i, text, ha="center", va="center", fontsize=7, color="white" if dark else "black")
