"""Hidden graders of models.py: questions 2a and 2d."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.errors import StudentError
from autograder.grading.checks import as_tensor, fail, find, judge, kind_of, normal, shape_of
from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison
from autograder.grading.verdict import describe
from autograder.wall.student import Parameter, Remote, Student
from hidden import oracles, training

about_freezing = pytest.mark.about("models.freeze_features")

_PADDING = (
    "A kernel of k pixels takes k - 1 from each side of a map. Which padding makes up for it, for each of the two?"
)
_NOT_IN_THE_CONTRACT = (
    *(
        "AdaptiveAvgPool2d",
        "AdaptiveMaxPool2d",
        "AvgPool2d",
        "BatchNorm1d",
        "BatchNorm2d",
        "Dropout",
        "Dropout2d",
        "ELU",
    ),
    *(
        "GELU",
        "GroupNorm",
        "InstanceNorm2d",
        "LayerNorm",
        "LeakyReLU",
        "LogSoftmax",
        "MaxPool2d",
        "ReLU6",
        "SELU",
        "SiLU",
    ),
    *("Sigmoid", "Softmax", "Tanh"),
)
SHAPE, CHANNELS, HIDDEN, CLASSES = (3, 9, 7), (4, 6), 11, 5  # all different, so that a hard-coded size shows


@pytest.mark.public
def test_mlp_shapes(student: Student) -> None:
    """The MLP maps images of any shape to one row of logits each."""
    for shape, hidden, classes in [(SHAPE, HIDDEN, CLASSES), ((1, 4, 6), 3, 2)]:
        _check_logits(student, "MLP", shape, hidden, classes)


def test_mlp_is_three_linear_layers_with_relu(student: Student) -> None:
    """The MLP computes three linear layers with ReLU between them, and returns logits."""
    sizes = [(HIDDEN, int(np.prod(SHAPE))), (HIDDEN, HIDDEN), (CLASSES, HIDDEN)]
    model = _make(student, "MLP", SHAPE, HIDDEN, CLASSES)
    _check_network(student, "models.MLP", model, sizes, oracles.mlp)


@pytest.mark.public
def test_cnn_shapes(student: Student) -> None:
    """The CNN maps images of any shape to one row of logits each."""
    for shape, channels, classes in [(SHAPE, CHANNELS, CLASSES), ((1, 8, 10), (2, 3), 4)]:
        _check_logits(student, "CNN", shape, channels, classes)


def test_cnn_features_keep_the_image_size(student: Student) -> None:
    """CNN.features keeps height and width, and ends with the second number of channels."""
    for shape, channels in [(SHAPE, CHANNELS), ((1, 8, 10), (3, 2))]:
        model = _make(student, "CNN", shape, channels, CLASSES)
        got = as_tensor(model.features(normal(2, *shape)), "The feature map")
        if got.shape == (2, channels[1], shape[1] - 6, shape[2] - 6):
            fail(f"The feature map has the shape {shape_of(got)}.", misconception="valid-instead-of-same")
        if got.shape == (2, channels[1] * shape[1] * shape[2]):
            fail(f"The feature map has the shape {shape_of(got)}.", misconception="flattened-in-features")
        if got.shape != (2, channels[1], *shape[1:]):
            rest = got.shape[2:] == shape[1:]
            hint = (
                "Height and width are right. With how many channels does the last convolution end?"
                if rest
                else _PADDING
            )
            fail(f"The feature map has the shape {shape_of(got)}; the contract is (N, c2, H, W).", hint)
        if not _depends(student, model, lambda x, model=model: model.features(x), shape):
            fail("The feature map is the same whatever the images show.")


def test_cnn_computes_the_described_network(student: Student) -> None:
    """The CNN computes 5x5 convolution, ReLU, 3x3 convolution, ReLU, and a linear classifier; it returns logits."""
    c1, c2 = CHANNELS
    sizes = [(c1, SHAPE[0], 5, 5), (c2, c1, 3, 3), (CLASSES, c2 * SHAPE[1] * SHAPE[2])]
    _check_network(student, "models.CNN", _make(student, "CNN", SHAPE, CHANNELS, CLASSES), sizes, oracles.cnn)


def test_trained_mlp_reaches_its_threshold(student: Student) -> None:
    """Trained for two short epochs, the MLP classifies new images about as well as an MLP can by then."""
    student.seed(1)
    model = _make(student, "MLP", training.IMAGE_SHAPE, training.MLP_HIDDEN, training.CLASSES)
    training.train(student, model)
    training.check_accuracy(
        student, model, "mlp", "Compare your learning curve in the notebook with the one you predicted."
    )


def test_trained_cnn_reaches_its_threshold(student: Student) -> None:
    """Trained for two short epochs, the CNN classifies new images about as well as a CNN can by then."""
    student.seed(1)
    model = _make(student, "CNN", training.IMAGE_SHAPE, training.CNN_CHANNELS, training.CLASSES)
    born = student.parameters(model)
    training.train(student, model)
    trained = student.parameters(model)
    kernels = _weights(born, 4)
    if kernels and kernels == _weights(trained, 4) and _weights(born, 2) != _weights(trained, 2):
        fail("", misconception="convolutions-never-learn")
    training.check_accuracy(
        student, model, "cnn", "Compare your learning curve in the notebook with the one you predicted."
    )


def _weights(parameters: Mapping[str, Parameter], axes: int) -> dict[str, bytes]:
    """Those with so many axes: four of a convolution, two of a linear layer."""
    return {name: one.value.tobytes() for name, one in parameters.items() if one.value.ndim == axes}


@about_freezing
def test_freeze_returns_the_classifier_parameters(student: Student) -> None:
    """freeze_features switches off the features' gradients and returns the classifier's parameters."""
    model = _make(student, "CNN", SHAPE, CHANNELS, CLASSES)
    returned = _freeze(student, model)
    parameters = student.parameters(model).values()
    trainable = [p.value.shape for p in parameters if p.requires_grad]
    if not isinstance(returned, list):
        fail(f"freeze_features must return a list of parameters, got {kind_of(returned)}.", _of_one_pass(returned))
    shapes = [as_tensor(item, "Each item of the returned list").shape for item in returned]
    if sorted(shapes) == sorted(p.value.shape for p in parameters):
        fail("", misconception="all-parameters-returned")
    if sorted(shapes) == sorted(p.value.shape for p in parameters if not p.requires_grad):
        fail("", misconception="frozen-parameters-returned")
    if sorted(shapes) != sorted(trainable):
        fail("The returned list does not hold the parameters that are still trainable, each once.")
    model = _make(student, "CNN", SHAPE, CHANNELS, CLASSES)
    if not student.inside("freezing.returns_own", find(student, "models.freeze_features"), model, about=model):
        fail("", misconception="copies-returned")
    if not student.inside("freezing.freezes_again", find(student, "models.freeze_features"), model, about=model):
        fail(
            "What was frozen before freeze_features is called can be trained after it.",
            "requires_grad has one value after a call, whatever it was before. Does your code look at the old one?",
        )


@about_freezing
def test_features_stay_fixed_and_the_classifier_learns(student: Student) -> None:
    """In training after freeze_features, the features stay as they were born, and the classifier learns."""
    model = _make(student, "CNN", SHAPE, CHANNELS, CLASSES)
    born = student.parameters(model)
    _freeze(student, model)
    for name, parameter in student.parameters(model).items():
        if name in born and not np.array_equal(born[name].value, parameter.value):
            fail("", misconception="features-changed" if _is_feature(name) else "classifier-drawn-anew")
    training.fit(student, model, normal(32, *SHAPE), np.arange(32) % CLASSES, epochs=2, lr=0.1, batch_size=8)
    for name, parameter in student.parameters(model).items():
        if name not in born:
            fail("The network has parameters that it was not born with.")
        changed = not np.array_equal(born[name].value, parameter.value)
        if _is_feature(name) and changed:
            fail("The features are not what they were before freeze_features and the training.")
        if not _is_feature(name) and not changed:
            fail("Training did not change the classifier.")


@about_freezing
def test_frozen_cnn_reaches_its_threshold(student: Student) -> None:
    """A CNN with frozen random features, trained for two short epochs, beats what an MLP reaches."""
    student.seed(1)
    model = _make(student, "CNN", training.IMAGE_SHAPE, training.CNN_CHANNELS, training.CLASSES)
    _freeze(student, model)
    training.train(student, model)
    training.check_accuracy(
        student, model, "frozen_cnn", "Only the features are frozen: the classifier on top of them must train."
    )


def _make(student: Student, name: str, *args: Any) -> Remote:
    model = find(student, f"models.{name}")(*args)
    if not isinstance(model, Remote):
        fail(f"{name} must be a class whose objects are modules, got {kind_of(model)}.")
    return model


def _of_one_pass(returned: Any) -> str:
    once = kind_of(returned) in ("filter", "map", "generator")
    return "What filter, map and a generator give can be gone through once. Collect it." if once else ""


def _is_feature(name: str) -> bool:
    return name.split(".")[0] == "features"


def _freeze(student: Student, model: Remote) -> Any:
    """Have the student freeze `model`, check which parameters still require gradients, and return what came back."""
    returned = find(student, "models.freeze_features")(model)
    parameters = student.parameters(model)
    features = {parameter.requires_grad for name, parameter in parameters.items() if _is_feature(name)}
    others = {parameter.requires_grad for name, parameter in parameters.items() if not _is_feature(name)}
    if features == {False} and others == {True}:
        return returned
    if features == {False} and others == {False}:
        fail("", misconception="everything-frozen")
    if features == {True} and others == {False}:
        fail("", misconception="wrong-half-frozen")
    if features == {True} and others == {True}:
        fail("", misconception="features-not-frozen")
    if all(one.requires_grad == (one.value.ndim == 1) for name, one in parameters.items() if _is_feature(name)):
        fail("", misconception="biases-not-frozen")
    fail("Not all parameters of model.features are frozen, or not all others are trainable.")


def _check_logits(student: Student, name: str, shape: tuple[int, int, int], inner: Any, classes: int) -> None:
    def made(size: tuple[int, int, int]) -> tuple[Remote, Any]:
        model = _make(student, name, size, inner, classes)
        return model, model(normal(4, *size))

    try:
        model, output = made(shape)
    except StudentError:
        if _works(lambda: made(training.IMAGE_SHAPE)[1]):
            fail("", misconception="hard-coded-image-size")
        raise
    got = as_tensor(output, "The output")
    if got.shape != (4, classes):
        fail(f"For 4 images and {classes} classes, the output has the shape {shape_of(got)}.")
    if (got >= 0).all() and np.abs(got.sum(1) - 1).max() < 1e-4:
        fail("", misconception="softmax-before-the-loss")
    _check_single(model, shape, classes)
    if not _depends(student, model, model, shape):
        fail("The logits are the same whatever the images show.")


def _check_single(model: Remote, shape: tuple[int, int, int], classes: int) -> None:
    """A batch of one is a batch."""
    hint = "squeeze() without an axis drops every axis of length one: the channel's, and the batch's as well."
    try:
        got = as_tensor(model(normal(1, *shape)), "The output")
    except StudentError as error:
        if "more than 1 value per channel" in error.message:
            hint = "Something is normalised over the batch, and one image is no batch to normalise over."
        fail(f"It takes four images, but not a batch of one. {describe(error, full=False)}", hint)
    if got.shape != (1, classes):
        fail(f"For a batch of one image and {classes} classes, the output has the shape {shape_of(got)}.", hint)


def _depends(student: Student, model: Remote, output: Callable[..., Any], shape: tuple[int, int, int]) -> bool:
    """Whether the output changes with the images, for weights under which no ReLU is dead: zeros are easily made."""
    sizes = {name: parameter.value.shape for name, parameter in student.parameters(model).items()}
    alive = {
        name: np.asarray(np.abs(normal(*size)) / np.sqrt(np.float32(np.prod(size[1:])))) for name, size in sizes.items()
    }
    student.assign(model, alive)
    one, other = (as_tensor(output(normal(4, *shape, seed=seed)), "The output") for seed in (1, 2))
    return not np.array_equal(one, other)


def _works(call: Callable[[], Any]) -> bool:
    try:
        return isinstance(call(), np.ndarray)
    except (StudentError, AssertionError):
        return False


def _check_network(
    student: Student, name: str, model: Remote, sizes: Sequence[tuple[int, ...]], oracle: Callable[..., np.ndarray]
) -> None:
    """Fail unless the model has layers with weights of these sizes, and computes the oracle's function of them."""
    found = {parameter: value.value.shape for parameter, value in student.parameters(model).items()}
    if not found and name == "models.MLP":
        fail("", misconception="layers-not-registered")
    if name == "models.CNN" and _two_layers_behind(sizes, list(found.values())):
        fail("", misconception="two-layers-in-the-classifier")
    for misconception, others in _other_sizes(name, sizes):
        if sorted(found.values()) == sorted(others) and _has_kind(student, model, misconception):
            fail("", misconception=misconception)
    if sorted(found.values()) != sorted([*sizes, *((size[0],) for size in sizes)]):
        fail(
            "Its parameters are not the weights and biases of the layers in the contract.",
            _other_layers(student, model)
            or "Print the shapes in model.named_parameters(), and compare them with the class docstring.",
        )
    weight_of = {shape: parameter for parameter, shape in found.items()}  # no two weights have the same shape
    names: list[tuple[str, str]] = []
    for size in sizes:
        # The bias has its layer's prefix, or failing that is the next one of its size behind the weight.
        order = list(found)
        candidates = [weight_of[size].removesuffix("weight") + "bias", *order[order.index(weight_of[size]) + 1 :]]
        taken = [bias for _, bias in names]
        bias = next((one for one in candidates if found.get(one) == (size[0],) and one not in taken), None)
        if bias is None:
            fail(
                "It cannot be told which bias belongs to which weight.",
                "Let each layer's weight stand before its bias.",
            )
        names.append((weight_of[size], bias))

    def answer(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> Any:
        pairs = zip(names, layers, strict=True)
        student.assign(model, {name: value for both in pairs for name, value in zip(*both, strict=True)})
        return model(x)

    layers = [
        (normal(*size) / np.sqrt(np.float32(np.prod(size[1:]))), normal(size[0], seed=i))
        for i, size in enumerate(sizes)
    ]
    case: tuple[Any, ...] = (normal(6, *SHAPE), *layers)
    got, again = (as_tensor(answer(*case), "The logits") for _ in range(2))
    if not close(got, again):
        kinds = {kind for _, kind in student.modules(model)}
        dropout = {"models.MLP": "mlp-dropout", "models.CNN": "cnn-dropout"}[name]
        fail(
            "The same images under the same weights give other logits each time.",
            "What in the network draws random numbers? Is there a dropout?",
            dropout if any(kind.startswith("Dropout") for kind in kinds) else None,
        )
    # The first images again, beside others.
    alone = as_tensor(model(case[0][:3]), "The logits") if got.shape == (len(case[0]), CLASSES) else got[:3]
    mixed = alone.shape == got[:3].shape and not close(alone, got[:3])
    hint = (
        _other_layers(student, model)
        or "Go through forward step by step, beside the class docstring: which step is missing, or comes on top?"
    )
    expected = oracle(*case)
    judge(
        Comparison(name, [case], [got], [expected], oracle, np.asarray, "the logits"),
        hint,
        "images-mixed-in-the-batch" if mixed else None,
    )
    evaluated = student.predict(model, case[0])
    if not close(evaluated, got):
        is_softmax = (evaluated >= 0).all() and close(evaluated.sum(1), np.ones(len(evaluated)))
        fail(
            "After model.eval() the network gives other numbers than before, for the same images.",
            "It returns logits, in training and afterwards. Which step of forward asks whether it is training?",
            {"models.MLP": "mlp-softmax-in-evaluation", "models.CNN": "cnn-softmax-in-evaluation"}[name]
            if is_softmax
            else None,
        )


def _other_layers(student: Student, model: Remote) -> str:
    """Layers of torch's that the contract does not name; the student's own classes could have any name."""
    others = dict.fromkeys(kind for _, kind in student.modules(model) if kind in _NOT_IN_THE_CONTRACT)
    return f"The network has {' and '.join(others)}, which the class docstring does not name." if others else ""


def _has_kind(student: Student, model: Remote, misconception: str) -> bool:
    """Whether the model has the layers that a misconception says: other normalisations have the sizes of this one."""
    kinds = {kind for _, kind in student.modules(model)}
    return misconception not in ("batch-norm", "mlp-batch-norm") or any(kind.startswith("BatchNorm") for kind in kinds)


def _two_layers_behind(sizes: Sequence[tuple[int, ...]], found: list[tuple[int, ...]]) -> bool:
    """Whether the network has two linear layers in the place of its last one, of whatever size between them."""
    rest = [*found]
    for size in [*sizes[:-1], *((size[0],) for size in sizes)]:
        if size not in rest:
            return False
        rest.remove(size)
    (classes, inputs), between = sizes[-1], [shape[0] for shape in rest if len(shape) == 1]
    return len(between) == 1 and sorted(rest) == sorted([(between[0],), (between[0], inputs), (classes, between[0])])


def _other_sizes(name: str, sizes: Sequence[tuple[int, ...]]) -> Iterator[tuple[str, list[tuple[int, ...]]]]:
    """Misconceptions, and the sizes of all parameters under each."""

    def biased(*weights: tuple[int, ...]) -> list[tuple[int, ...]]:
        return [*weights, *((weight[0],) for weight in weights)]

    if name == "models.MLP":
        first, hidden, last = sizes
        yield from {
            "two-linear-layers": biased(first, last),
            "three-hidden-layers": biased(first, hidden, hidden, last),
            "channels-taken-for-images": biased((hidden[0], SHAPE[1] * SHAPE[2]), hidden, last),
            "linear-layers-without-bias": list(sizes),
            "mlp-batch-norm": [*biased(first, hidden, last), *[(hidden[0],)] * 4],
        }.items()
        return
    (c1, c2), (channels, height, width) = CHANNELS, SHAPE
    first, second, last = (c1, channels, 5, 5), (c2, c1, 3, 3), (CLASSES, c2 * height * width)
    yield from {
        "kernel-sizes-exchanged": biased((c1, channels, 3, 3), (c2, c1, 5, 5), last),
        "three-by-three-twice": biased((c1, channels, 3, 3), second, last),
        "five-by-five-twice": biased(first, (c2, c1, 5, 5), last),
        "channels-in-reverse-order": biased((c2, channels, 5, 5), (c1, c2, 3, 3), (CLASSES, c1 * height * width)),
        "first-channels-twice": biased(first, (c1, c1, 3, 3), (CLASSES, c1 * height * width)),
        "one-convolution": biased(first, (CLASSES, c1 * height * width)),
        "valid-instead-of-same": biased(first, second, (CLASSES, c2 * (height - 6) * (width - 6))),
        "one-pixel-of-padding": biased(first, second, (CLASSES, c2 * (height - 2) * (width - 2))),
        "two-pixels-of-padding": biased(first, second, (CLASSES, c2 * (height + 2) * (width + 2))),
        "pooled": biased(first, second, (CLASSES, c2 * (height // 2) * (width // 2))),
        "pooled-twice": biased(first, second, (CLASSES, c2 * (height // 4) * (width // 4))),
        "global-average": biased(first, second, (CLASSES, c2)),
        "convolutions-without-bias": [first, second, *biased(last)],
        "batch-norm": [*biased(first, second, last), (c1,), (c1,), (c2,), (c2,)],
    }.items()
    halves = -(-height // 2) * -(-width // 2)
    yield "pooled", biased(first, second, (CLASSES, c2 * halves))  # a stride rounds up
