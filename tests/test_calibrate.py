"""The thresholds: whether they are current, lie where they should, and can be measured again."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import matplotlib
import numpy as np
import pytest
import torch
from click.testing import CliRunner
from rich.console import Console

from autograder.authoring.calibration import provenance
from autograder.authoring.calibration.calibrate import PICTURE, TABLE, calibrate, other_versions, stale
from autograder.authoring.calibration.fingerprint import fingerprint
from autograder.authoring.calibration.picture import draw
from autograder.authoring.calibration.runs import Run, measure
from autograder.authoring.calibration.tables import print_table
from autograder.authoring.calibration.thresholds import between
from autograder.cli import main
from autograder.errors import CalibrationError, ConfigError
from autograder.grading.grade import grade_submission
from autograder.homework import calibration, load_homework, use
from autograder.settings import PACKAGE, Settings, load_settings
from autograder.wall.template import Template
from hidden import training
from hidden.calibration import full, short
from tests.datasets import accept_any_checksum, write_cifar10, write_fashion_mnist

ROOT = Path(__file__).parents[1]
SETTINGS = load_homework(ROOT / "solutions")
HOMEWORK = SETTINGS.folder
STORED: dict[str, Any] = json.loads((HOMEWORK / TABLE).read_text(encoding="utf-8"))
ACCURACIES: dict[str, dict[str, list[float]]] = STORED["short"]["accuracies"]
TITLES = {name: models.title for name, models in short.MODELS.items()}
NAMES = ("planted_patch", "mlp", "cnn", "frozen_cnn")


def must_fail(name: str) -> dict[str, np.ndarray]:
    return {label: np.array(ACCURACIES[name][label]) for label in STORED["thresholds"][name]["weak"]}


# What is stored


def test_the_figures_are_current() -> None:
    assert stale(SETTINGS) == []


@pytest.mark.skipif(not full.DEBIAN.is_dir(), reason="Debian's package dataset-fashion-mnist is not installed")
def test_the_whole_data_set_is_still_the_one_that_was_trained_on() -> None:
    assert full.load(HOMEWORK, "fashion-mnist").sha256 == STORED["full"]["fashion-mnist"]["data_sha256"]


def test_every_model_was_measured_often_enough() -> None:
    assert set(ACCURACIES) == set(STORED["thresholds"]) == set(NAMES)
    first, last = STORED["short"]["seeds"]
    assert last - first + 1 >= 30
    for name in NAMES:
        assert set(ACCURACIES[name]) == set(short.MODELS[name].all)
        assert {len(values) for values in ACCURACIES[name].values()} == {last - first + 1}
    fashion = STORED["full"]["fashion-mnist"]
    first, last = fashion["seeds"]
    assert last - first + 1 >= 5
    assert (fashion["settings"]["train_images"], fashion["settings"]["test_images"]) == (60_000, 10_000)
    for name, labels in full.MODELS.items():
        assert {label: len(values) for label, values in fashion["accuracies"][name].items()} == dict.fromkeys(
            labels, last - first + 1
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_threshold_lies_between_reference_and_weak_models(name: str) -> None:
    threshold = training.threshold(name)
    assert all(weak.max() < threshold < min(ACCURACIES[name]["reference"]) for weak in must_fail(name).values())


@pytest.mark.parametrize("name", NAMES)
def test_fewer_than_one_in_ten_thousand_fail_or_pass_by_luck(name: str) -> None:
    def tail(values: np.ndarray, side: int) -> float:
        """The probability beyond the threshold of the normal distribution with the mean and spread of `values`."""
        distance = side * (training.threshold(name) - values.mean()) / max(0.01, values.std(ddof=1))
        return math.erfc(distance / math.sqrt(2)) / 2

    entry = STORED["thresholds"][name]
    false_failure = tail(np.array(ACCURACIES[name]["reference"]), -1)
    false_pass = max(tail(weak, 1) for weak in must_fail(name).values())
    assert false_failure < 1e-4 and false_pass < 1e-4
    # Means and spreads are stored with four digits, and a tail this far out feels the last one.
    assert entry["false_failure"] == pytest.approx(false_failure, rel=0.5)
    assert entry["false_pass"] == pytest.approx(false_pass, rel=0.5)


def test_models_that_no_threshold_keeps_out_are_said_to_be_so() -> None:
    """Under two epochs of plain SGD a linear model beats the deep one: accuracy cannot tell them apart."""
    for name, label in [("mlp", "linear"), ("mlp", "no ReLU"), ("cnn", "no ReLU")]:
        assert label in STORED["thresholds"][name]["told_apart_otherwise"]
        assert min(ACCURACIES[name][label]) > training.threshold(name)


def test_trained_in_full_a_convolution_is_ahead_and_depth_without_relu_falls_behind() -> None:
    found = STORED["full"]["fashion-mnist"]["accuracies"]
    cnn, frozen, mlp = (np.array(found[name]["reference"]) for name in ("cnn", "frozen_cnn", "mlp"))
    assert cnn.min() > max(frozen.max(), mlp.max())
    assert mlp.min() > max(found["mlp"]["linear"] + found["mlp"]["no ReLU"])
    assert cnn.min() > max(found["cnn"]["no ReLU"])


def test_the_documentation_states_the_thresholds() -> None:
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"{training.threshold(name):.3f}" not in text] == []


def test_the_picture_is_that_of_the_figures() -> None:
    picture = draw(STORED, TITLES)
    assert picture == draw(STORED, TITLES)
    committed = (HOMEWORK / PICTURE).read_text(encoding="utf-8")
    assert all(f"<!-- {label} -->" in committed for name in NAMES for label in must_fail(name))
    if f"Matplotlib v{matplotlib.__version__}," in committed:  # another draws other bytes
        assert picture == committed


# What makes them stale


@pytest.fixture
def homework(tmp_path: Path) -> Path:
    """A copy that a test may change."""
    copy = tmp_path / "solutions"
    shutil.copytree(HOMEWORK, copy, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    return copy


def settings_of(homework: Path) -> Settings:
    return replace(SETTINGS, folder=homework)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("models.py", "kernel_size=5", "kernel_size=7"),
        ("locally_connected.py", "bound = 1 /", "bound = 2 /"),
        ("lab.py", "every = max(1, ", "every = max(2, "),
        ("lab.py", "F.cross_entropy(", "F.nll_loss("),
        ("hidden/calibration/weak.py", "padding=1", "padding=2"),
        ("hidden/training.py", "BATCH_SIZE = 2000, 2", "BATCH_SIZE = 2000, 3"),
        ("hidden/training.py", "epochs=6", "epochs=5"),
        ("hidden/oracles.py", "0.7", "0.8"),
        ("hidden/calibration/short.py", '"Conv2d", 1, 8, 3', '"Conv2d", 1, 8, 5'),
        ("hidden/calibration/full.py", "(3, 1e-3)", "(3, 2e-3)"),
    ],
)
def test_a_change_that_can_move_a_figure_makes_it_stale(homework: Path, file: str, old: str, new: str) -> None:
    edit(homework / file, old, new)
    assert stale(settings_of(homework)) != []
    assert all(change.startswith(f"{file} has changed since the ") for change in stale(settings_of(homework)))


def test_a_homework_without_thresholds_says_so_instead_of_being_stale() -> None:
    try:
        with pytest.raises(ConfigError, match="this homework has no thresholds"):
            stale(load_settings(PACKAGE / "authoring" / "starter" / "solutions"))
    finally:
        use(SETTINGS)


def test_other_data_makes_the_figures_stale(homework: Path) -> None:
    with (homework / "hidden/data/heldout.npz").open("r+b") as file:
        file.seek(2000)
        byte = file.read(1)
        file.seek(2000)
        file.write(bytes([byte[0] ^ 1]))
    assert stale(settings_of(homework)) == ["hidden/data/heldout.npz has changed since the short training was measured"]


def test_comments_docstrings_and_what_training_does_not_use_keep_them_current(homework: Path) -> None:
    edit(homework / "models.py", "A small convolutional network.", "A network.")
    edit(homework / "models.py", "# TODO(2a): make the layers", "# TODO(2a): make all layers")
    edit(homework / "lab.py", 'MARKERS = "osD^vPX*"', 'MARKERS = "os"')
    edit(homework / "hidden/calibration/weak.py", "def freeze(", "# a comment\ndef freeze(")
    edit(homework / "hidden/training.py", "which is too low", "too low")
    assert stale(settings_of(homework)) == []


def test_other_versions_are_only_mentioned(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provenance.other_versions({"short": {"versions": provenance.versions()}}) == []
    here = provenance.versions()["torch"]
    monkeypatch.setattr(provenance, "versions", lambda: {"torch": "9.9"})
    assert provenance.other_versions({"short": {"versions": {"torch": here}}}) == [
        f"measured with torch {here}, here is 9.9"
    ]
    assert stale(SETTINGS) == []


@pytest.mark.parametrize(("source", "same"), [
    ("def f(x):\n    return helper(x)\n\ndef helper(x):\n    return x + 1\n", True),
    ("def f(x):\n    'says'\n    return (helper( x ))  # why\ndef helper(x):\n  return x + 1\ndef other(): pass", True),
    ("def f(x):\n    return helper(x)\n\ndef helper(x):\n    return x + 2\n", False),
    ("def f(x, y=None):\n    return helper(x)\n\ndef helper(x):\n    return x + 1\n", False),
    ("def f(x):\n    return helper(x)\n\ndef helper(x):\n    return x + True\n", False),
])  # fmt: skip
def test_a_fingerprint_is_of_what_code_does(source: str, same: bool) -> None:
    known = fingerprint("def f(x):\n    return helper(x)\n\ndef helper(x):\n    return x + 1\n", "f")
    assert (fingerprint(source, "f") == known) is same


def test_a_fingerprint_of_a_missing_name_is_refused() -> None:
    with pytest.raises(ValueError, match="roots must be defined at the top level, got g"):
        fingerprint("def f(): pass", "f", "g")


# Thresholds


def test_a_threshold_is_equally_far_from_both_sides() -> None:
    reference, weak = [0.8, 0.9, 1.0], {"low": [0.0, 0.1, 0.2], "lower": [0.0, 0.01, 0.02]}
    entry = between("example", [0.9 + (x - 0.9) / 5 for x in reference], weak)
    # sd 0.02 and 0.1, so that the gap of 0.8 is divided as 1 to 5
    assert entry["threshold"] == pytest.approx(0.9 - 0.8 / 6, abs=1e-3)
    assert (entry["strongest_weak"], entry["margin_sd"]) == ("low", 6.7)


@pytest.mark.parametrize("weak", [[0.5, 0.6, 0.7], [0.1, 0.1, 0.89]])
def test_no_threshold_is_made_where_the_spreads_leave_no_room(weak: list[float]) -> None:
    with pytest.raises(CalibrationError, match=r"example: a threshold must be 3.72 standard deviations .* replaced"):
        between("example", [0.88, 0.9, 0.92], {"weak": weak})


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_accuracy_can_be_measured_again(name: str, template: Template, settings: Settings) -> None:
    run = short.runs(settings, template, 1)[name, "reference", 0]
    assert run(Event()) == pytest.approx(
        ACCURACIES[name]["reference"][0], abs=0.03
    )  # another processor rounds otherwise


# Weak models, as submissions

WEAK_MODELS = """
import torch
import weak
from torch import nn

class Trained(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x)

class Untrained(Trained):
    def __init__(self, network):
        super().__init__(network)
        self.unused = nn.Parameter(torch.zeros(()))
        weak.freeze(network)

    def forward(self, x):
        return self.network(x) + 0 * self.unused

class Shuffled(Trained):
    def forward(self, x):  # its logits in another order are the labels in another order
        logits = self.network(x)
        return logits[torch.randperm(len(x))] if self.training else logits

def MLP(input_shape, hidden_size, num_classes):
    return {mlp}

def CNN(input_shape, channels, num_classes):
    return {cnn}
"""
MLP, CNN = (
    f"reference.{name}(input_shape, {size}, num_classes)"
    for name, size in [("MLP", "hidden_size"), ("CNN", "channels")]
)
LINEAR = "Trained(weak.linear(input_shape, num_classes))"
MLP_WITHOUT_RELU = "Trained(weak.mlp_without_relu(input_shape, hidden_size, num_classes))"
CNN_WITHOUT_RELU = "Trained(weak.cnn_without_relu(input_shape, channels, num_classes))"
MLP_COMPUTES, CNN_COMPUTES = "test_mlp_is_three_linear_layers_with_relu", "test_cnn_computes_the_described_network"
MLP_REACHES, CNN_REACHES = "test_trained_mlp_reaches_its_threshold", "test_trained_cnn_reaches_its_threshold"


@pytest.fixture
def lost(reference: Path, template: Template, settings: Settings, tmp_path: Path) -> Callable[..., set[str]]:
    """The tests of a question that the reference loses, graded as a submission with some files replaced."""

    def grade(question: str, **sources: str) -> set[str]:
        for name in settings.files:
            shutil.copy(reference / name, tmp_path / name)
        shutil.copy(reference / "models.py", tmp_path / "reference.py")
        shutil.copy(HOMEWORK / "hidden/calibration/weak.py", tmp_path / "weak.py")
        for name, source in sources.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        result = grade_submission(tmp_path, settings.only(question), template=template)
        assert not result.failed_to_run
        return {outcome.test for outcome in result.outcomes if outcome.status == "failed"}

    return grade


@pytest.mark.parametrize(
    ("mlp", "cnn", "accurate"),
    [
        pytest.param(LINEAR, CNN_WITHOUT_RELU, True, id="linear"),
        pytest.param(MLP_WITHOUT_RELU, CNN_WITHOUT_RELU, True, id="no ReLU"),
        pytest.param(f"Untrained({MLP})", f"Untrained({CNN})", False, id="untrained"),
        pytest.param(f"Shuffled({MLP})", f"Shuffled({CNN})", False, id="shuffled labels"),
    ],
)
def test_a_weak_model_loses_points_by_what_it_computes_or_by_what_it_learns(
    mlp: str, cnn: str, accurate: bool, lost: Callable[..., set[str]]
) -> None:
    source = "import reference\n" + WEAK_MODELS.replace("{mlp}", mlp).replace("{cnn}", cnn)
    found = lost("2a", models=source)
    assert {MLP_COMPUTES, CNN_COMPUTES} <= found or not accurate
    assert {MLP_REACHES, CNN_REACHES} & found == (set() if accurate else {MLP_REACHES, CNN_REACHES})


def test_a_frozen_classifier_costs_the_points_of_the_frozen_cnn(lost: Callable[..., set[str]]) -> None:
    freeze = "\ndef freeze_features(model):\n    model.requires_grad_(False)\n    return []\n"
    found = lost("2d", models=(HOMEWORK / "models.py").read_text(encoding="utf-8") + freeze)
    assert "test_frozen_cnn_reaches_its_threshold" in found


@pytest.mark.parametrize("change", ["nn.Conv2d(in_channels, out_channels, kernel_size, bias=bias)", "super"])
def test_a_shared_kernel_or_one_that_never_learns_does_not_find_the_planted_patch(
    change: str, lost: Callable[..., set[str]]
) -> None:
    source = (HOMEWORK / "locally_connected.py").read_text(encoding="utf-8")
    shared = "\ndef LocallyConnected2d(in_channels, out_channels, input_size, kernel_size, bias=True):\n    return {}\n"
    frozen = """
import weak
_Own = LocallyConnected2d
class LocallyConnected2d(_Own):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        weak.freeze(self)
"""
    changed = source + (frozen if change == "super" else shared.format(change))
    assert "test_layer_learns_the_planted_patch" in lost("1d", locally_connected=changed)


# Finished runs

SCRIPT = """
import os, signal, sys
from pathlib import Path
from time import sleep
from autograder.authoring.calibration.tables import print_table
from autograder.authoring.calibration.runs import measure

finished, log, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def run(number):
    def accuracy(stop):
        with log.open("a") as file:
            file.write(f"{number} ")
        if number == 3 and how:
            while not finished.exists() or '"2"' not in finished.read_text():
                sleep(0.01)
            os.kill(os.getpid(), getattr(signal, how))
            stop.wait()
            raise InterruptedError
        return number / 10
    return accuracy

if how == "SIGTERM":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
print(measure("Testing", {str(number): run(number) for number in range(6)}, finished, workers=1))
"""


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_after_an_interrupt_in_the_middle_no_finished_run_is_done_twice(how: str, tmp_path: Path) -> None:
    log = tmp_path / "log"

    def start(how: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "build/finished.json"), str(log), how]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert start(how).returncode != 0
    assert log.read_text() == "0 1 2 3 "
    second = start("")
    assert second.returncode == 0, second.stderr
    assert log.read_text() == "0 1 2 3 3 4 5 "
    assert second.stdout.strip() == str({str(number): number / 10 for number in range(6)})
    assert start("").stdout == second.stdout
    assert log.read_text() == "0 1 2 3 3 4 5 "


def test_a_run_that_fails_costs_no_other_and_is_heard_of(tmp_path: Path) -> None:
    def fails(stop: Event) -> float:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        measure("Testing", {"good": lambda stop: 0.5, "bad": fails}, tmp_path / "finished.json", workers=1)
    assert json.loads((tmp_path / "finished.json").read_text()) == {"good": 0.5}


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"run": "0.5"}'])
def test_what_holds_no_finished_runs_is_refused_and_left_alone(content: str, tmp_path: Path) -> None:
    path = tmp_path / "finished.json"
    path.write_text(content)
    with pytest.raises(CalibrationError, match=r"finished.json must map runs to accuracies, .* move it out of the way"):
        measure("Testing", {"run": lambda stop: 0.5}, path, workers=1)
    assert path.read_text() == content


def test_the_command_stopped_by_kill_keeps_its_runs_and_leaves_no_process(homework: Path) -> None:
    finished = homework.parent / "build/calibration.json"
    before = (homework / TABLE).read_bytes()
    command = [sys.executable, "-m", "autograder", "calibrate", "--seeds", "2", "--full-seeds", "0"]
    temporary = Path(tempfile.mkdtemp())
    temporary.chmod(0o711)  # sandboxes with uids of their own walk through it, as through /tmp
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(command, cwd=homework.parent, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        while not finished.exists() or len(json.loads(finished.read_text())) < 2:
            assert process.poll() is None, process.communicate()[1]
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert "Stopped. Finished runs are kept: run the same command again to go on." in said
    assert 2 <= len(json.loads(finished.read_text())) < 30
    assert (homework / TABLE).read_bytes() == before
    temporary.rmdir()  # nothing is left in it, so the template went and took its folder along


# The full training, in small


def bands(count: int, size: int, channels: int) -> tuple[np.ndarray, np.ndarray]:
    """Dim noise, with a bright band at a height that is the class: images (count, channels, size, size), and labels."""
    rng = np.random.default_rng(count)
    images = rng.integers(0, 60, size=(count, channels, size, size), dtype=np.uint8)
    labels = np.arange(count) % 10
    for image, label in zip(images, labels, strict=True):
        image[:, 2 * label + 1 : 2 * label + 4] = 250
    return images, labels


@pytest.fixture
def cifar_10(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with 600 and 120 images in CIFAR-10's own files."""
    if find_spec("torchvision") is None:
        pytest.skip("torchvision is not installed")
    accept_any_checksum(full._module(HOMEWORK / "lab.py")._torchvision_datasets(), monkeypatch)
    images, labels = bands(720, 32, 3)
    write_cifar10(tmp_path, images.reshape(6, 120, 3, 32, 32), labels.reshape(6, 120))
    return tmp_path


@pytest.fixture
def fashion_mnist(tmp_path: Path) -> Path:
    """A folder with 600 and 120 images in Fashion-MNIST's own files."""
    for split, count in [("train", 600), ("t10k", 120)]:
        images, labels = bands(count, 28, 1)
        write_fashion_mnist(tmp_path, split, images[:, 0], labels=labels, compress=True)
    return tmp_path


@pytest.fixture(params=["fashion-mnist", "cifar-10"])
def small(request: pytest.FixtureRequest) -> Iterator[full.Data]:
    """A small data set from the files of either."""
    folder = request.getfixturevalue(request.param.replace("-", "_"))
    threads = torch.get_num_threads()
    yield full.load(HOMEWORK, request.param, folder)
    torch.set_num_threads(threads)


def test_a_data_set_is_loaded_whole_and_trained_on(small: full.Data) -> None:
    assert small.shape in [(1, 28, 28), (3, 32, 32)]
    assert (len(small.images), len(small.labels), small.classes) == (600, 600, 10)
    assert len(small.test_images) == len(small.test_labels) == 120
    runs = full.runs(HOMEWORK, small, 1)
    accuracy = {name: runs[name, "reference", 0](Event()) for name in full.MODELS}
    assert min(accuracy.values()) > 0.9, accuracy  # chance is 0.1


def test_figures_of_another_data_set_stand_beside_the_first_and_move_no_threshold(
    homework: Path, cifar_10: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(title: str, runs: Mapping[str, Run], path: Path, *, workers: int) -> dict[str, float]:
        if title == "Evidence":  # what is said of the short training, in the text
            return dict.fromkeys(runs, 0.5)
        if title != "Short training":
            return measure(title, runs, path, workers=workers)
        parts = {key: key.split(" | ")[1:] for key in runs}
        return {key: ACCURACIES[name][label][int(seed)] for key, (name, label, seed) in parts.items()}

    monkeypatch.setattr("autograder.authoring.calibration.calibrate.measure", measured)
    table = calibrate(settings_of(homework), 30, 2, "cifar-10", cifar_10)
    written = json.loads((homework / TABLE).read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(table))
    assert written["thresholds"] == STORED["thresholds"]
    assert written["full"]["fashion-mnist"] == STORED["full"]["fashion-mnist"]
    assert written["full"]["cifar-10"]["settings"]["train_images"] == 600
    assert (homework / PICTURE).read_text(encoding="utf-8") == draw(STORED, TITLES)
    assert stale(settings_of(homework)) == []


def test_two_threads_measure_what_one_does(small: full.Data, tmp_path: Path) -> None:
    runs = {str(key): run for key, run in full.runs(HOMEWORK, small, 2).items() if key[0] == "mlp"}
    alone = measure("Testing", runs, tmp_path / "one.json", workers=1)
    assert alone == measure("Testing", runs, tmp_path / "two.json", workers=2)
    assert len(set(alone)) == 6


def test_a_full_training_stops_at_its_next_step(small: full.Data) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(InterruptedError):
        full.runs(HOMEWORK, small, 1)["cnn", "reference", 0](stop)


def test_a_data_set_that_cannot_be_had_is_a_clear_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*args: object, **kwargs: object) -> None:
        raise OSError("no network")

    _, in_use = calibration(SETTINGS)
    monkeypatch.setattr(in_use._module(HOMEWORK / "lab.py"), "load_images", unreachable)
    monkeypatch.setenv("AUTOGRADER_DATA", str(tmp_path))
    result = CliRunner().invoke(main, ["calibrate", "--dataset", "cifar-10"])
    assert result.exit_code == 1
    assert f"cifar-10 is not in {tmp_path} and could not be downloaded (OSError: no network)" in result.output
    assert "--data" in result.output


def test_the_command_prints_every_figure_in_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(STORED, Console(width=80))
    printed = capsys.readouterr().out
    assert [name for name in NAMES if f"{training.threshold(name):.3f} (" not in printed] == []
    labels = {label for models in short.MODELS.values() for label in models.all}
    assert [label for label in labels if label not in printed] == []
    assert f"{np.mean(STORED['full']['fashion-mnist']['accuracies']['cnn']['reference']):.3f}" in printed


def test_figures_that_cannot_be_read_are_refused_and_left_alone(homework: Path) -> None:
    (homework / TABLE).write_text("{")
    with pytest.raises(CalibrationError, match=r"thresholds.json is not JSON .* restore it, or move it out of the way"):
        stale(settings_of(homework))
    (homework / TABLE).unlink()
    assert stale(settings_of(homework)) == [f"{TABLE} holds no figures"]
    assert other_versions(settings_of(homework)) == []


def test_the_command_says_whether_the_figures_are_current() -> None:
    result = CliRunner().invoke(main, ["calibrate", "--check"])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "The thresholds are current.")
