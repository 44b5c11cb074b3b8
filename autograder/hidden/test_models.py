"""Hidden graders of models.py: questions 2a and 2d."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import oracles
from autograder.hidden import training
from autograder.hidden.compare import fail, matches_oracle
from autograder.isolation.sandbox import SandboxError
from autograder.remote import Parameter, Remote, Student, StudentError

random = np.random.default_rng(14)
SHAPE, CHANNELS, HIDDEN, CLASSES = (3, 9, 7), (4, 6), 11, 5  # all different, so that a hard-coded size shows


def normal(*shape: int) -> np.ndarray:
    return random.normal(size=shape).astype(np.float32)


@pytest.mark.public
def test_mlp_shapes(student: Student) -> None:
    """The MLP maps images of any shape to one row of logits each."""
    for shape, hidden, classes in [(SHAPE, HIDDEN, CLASSES), ((1, 4, 6), 3, 2)]:
        _check_logits(student.models.MLP(shape, hidden, classes), shape, classes)


def test_mlp_is_three_linear_layers_with_relu(student: Student) -> None:
    """The MLP computes three linear layers with ReLU between them, and returns logits."""
    inputs = int(np.prod(SHAPE))
    sizes = [(HIDDEN, inputs), (HIDDEN, HIDDEN), (CLASSES, HIDDEN)]
    model = student.models.MLP(SHAPE, HIDDEN, CLASSES)
    parameters = student.parameters(model)
    names = [name for name, parameter in parameters.items() if parameter.value.ndim == 2]
    if [parameters[name].value.shape for name in names] != sizes:
        fail(
            "Its weight matrices are not those of three linear layers of the sizes in the contract.",
            "Print the shapes in model.named_parameters(): inputs to hidden, hidden to hidden, hidden to classes.",
        )

    def answer(x: np.ndarray, *layers: Any) -> Any:
        _assign_layers(student, model, parameters, names, layers)
        return student.predict(model, x)

    layers = [(normal(*size) / np.sqrt(size[1]), normal(size[0])) for size in sizes]
    matches_oracle(
        "models.MLP",
        [(normal(6, *SHAPE), *layers)],
        answer,
        lambda x, *layers: oracles.mlp(x, layers),
        what="the logits",
    )


@pytest.mark.public
def test_cnn_shapes(student: Student) -> None:
    """The CNN maps images of any shape to one row of logits each."""
    for shape, channels, classes in [(SHAPE, CHANNELS, CLASSES), ((1, 8, 10), (2, 3), 4)]:
        _check_logits(student.models.CNN(shape, channels, classes), shape, classes)


def test_cnn_features_keep_the_image_size(student: Student) -> None:
    """CNN.features keeps height and width, and ends with the second number of channels."""
    for shape, channels in [(SHAPE, CHANNELS), ((1, 8, 10), (2, 3))]:
        got = student.models.CNN(shape, channels, CLASSES).features(normal(2, *shape))
        if not isinstance(got, np.ndarray) or got.ndim != 4 or got.shape[2:] != shape[1:]:
            fail("The feature map has another height or width than the image.", misconception="valid-instead-of-same")
        if got.shape[:2] != (2, channels[1]):
            fail("The feature map has another number of channels than channels[1].")


def test_cnn_computes_the_described_network(student: Student) -> None:
    """The CNN computes 5x5 convolution, ReLU, 3x3 convolution, ReLU, and a linear classifier; it returns logits."""
    model = student.models.CNN(SHAPE, CHANNELS, CLASSES)
    parameters = student.parameters(model)
    c1, c2 = CHANNELS
    sizes = [(c1, SHAPE[0], 5, 5), (c2, c1, 3, 3), (CLASSES, c2 * SHAPE[1] * SHAPE[2])]
    names = [name for name, parameter in parameters.items() if parameter.value.ndim in (2, 4)]
    if sorted(parameters[name].value.shape for name in names) != sorted(sizes):
        fail(
            "Its weights are not those of a 5x5 convolution, a 3x3 convolution and a linear layer as in the contract.",
            "Print the shapes in model.named_parameters() and compare them with the class docstring.",
        )
    by_size = {parameters[name].value.shape: name for name in names}
    ordered = [by_size[size] for size in sizes]

    def answer(x: np.ndarray, *layers: Any) -> Any:
        _assign_layers(student, model, parameters, ordered, layers)
        return student.predict(model, x)

    layers = [(normal(*size) / np.sqrt(np.prod(size[1:])), normal(size[0])) for size in sizes]
    matches_oracle("models.CNN", [(normal(4, *SHAPE), *layers)], answer, oracles.cnn, what="the logits")


def test_trained_mlp_reaches_its_threshold(student: Student) -> None:
    """Trained for two short epochs, the MLP classifies new images about as well as an MLP can by then."""
    student.seed(1)
    model = student.models.MLP(training.IMAGE_SHAPE, training.MLP_HIDDEN, training.CLASSES)
    training.train(student, model)
    training.check_accuracy(
        student, model, "mlp", "Compare your learning curve in the notebook with the one you predicted."
    )


def test_trained_cnn_reaches_its_threshold(student: Student) -> None:
    """Trained for two short epochs, the CNN classifies new images about as well as a CNN can by then."""
    student.seed(1)
    model = student.models.CNN(training.IMAGE_SHAPE, training.CNN_CHANNELS, training.CLASSES)
    training.train(student, model)
    training.check_accuracy(
        student, model, "cnn", "Compare your learning curve in the notebook with the one you predicted."
    )


def test_freeze_returns_the_classifier_parameters(student: Student) -> None:
    """freeze_features switches off the features' gradients and returns the classifier's parameters."""

    def check(model: Remote) -> None:
        returned = student.models.freeze_features(model)
        parameters = student.parameters(model)
        features = [p for name, p in parameters.items() if name.split(".")[0] == "features"]
        others = [p for name, p in parameters.items() if name.split(".")[0] != "features"]
        if any(p.requires_grad for p in features):
            fail("Some parameters of model.features still require gradients.", misconception="features-not-frozen")
        if not all(p.requires_grad for p in others):
            fail("Parameters outside model.features are frozen too.", misconception="everything-frozen")
        if not isinstance(returned, list):
            kind = returned.type_name if isinstance(returned, Remote) else type(returned).__name__
            fail(f"freeze_features must return a list of parameters, got {kind}.")
        shapes = [p.shape if isinstance(p, np.ndarray) else () for p in returned]
        if sorted(shapes) != sorted(p.value.shape for p in others):
            fail("The returned list does not hold the parameters that are still trainable, each once.")

    _on_a_cnn(student, lambda: student.models.CNN(SHAPE, CHANNELS, CLASSES), CHANNELS, SHAPE, CLASSES, check)


def test_features_stay_fixed_and_the_classifier_learns(student: Student) -> None:
    """In training after freeze_features, the features stay as they were born, and the classifier learns."""

    def check(model: Remote) -> None:
        student.models.freeze_features(model)
        before = student.parameters(model)
        student.fit(model, normal(32, *SHAPE), random.integers(0, CLASSES, 32), epochs=2, lr=0.1, batch_size=8)
        after = student.parameters(model)
        for name in before:
            changed = not np.array_equal(before[name].value, after[name].value)
            if name.split(".")[0] == "features" and changed:
                fail("Training changed the features.", misconception="features-not-frozen")
            if name.split(".")[0] != "features" and not changed:
                fail("Training did not change the classifier.", misconception="everything-frozen")

    _on_a_cnn(student, lambda: student.models.CNN(SHAPE, CHANNELS, CLASSES), CHANNELS, SHAPE, CLASSES, check)


def test_frozen_cnn_reaches_its_threshold(student: Student) -> None:
    """A CNN with frozen random features, trained for two short epochs, beats what an MLP reaches."""

    def check(model: Remote) -> None:
        student.models.freeze_features(model)
        training.train(student, model)
        training.check_accuracy(
            student, model, "frozen_cnn", "Only the features are frozen: the classifier on top of them must train."
        )

    def own() -> Remote:
        student.seed(1)
        cnn: Remote = student.models.CNN(training.IMAGE_SHAPE, training.CNN_CHANNELS, training.CLASSES)
        return cnn

    _on_a_cnn(student, own, training.CNN_CHANNELS, training.IMAGE_SHAPE, training.CLASSES, check)


def _on_a_cnn(
    student: Student,
    own: Callable[[], Remote],
    channels: tuple[int, int],
    shape: tuple[int, int, int],
    classes: int,
    check: Callable[[Remote], None],
) -> None:
    """Run `check` on the student's CNN, and where that fails on a stand-in: a mistake in 2a must not cost 2d."""
    try:
        check(own())
        return
    except (AssertionError, StudentError, SandboxError):
        student.renew()
    student.seed(1)
    check(student.stand_in_cnn(shape, channels, classes))


def _check_logits(model: Remote, shape: tuple[int, int, int], classes: int) -> None:
    got = model(normal(4, *shape))
    if not isinstance(got, np.ndarray) or got.shape != (4, classes):
        fail("The output does not have one row for each image and one column for each class.")
    if got.size and (got >= 0).all() and np.abs(got.sum(1) - 1).max() < 1e-4:
        fail("", misconception="softmax-before-the-loss")


def _assign_layers(
    student: Student,
    model: Remote,
    parameters: dict[str, Parameter],
    names: list[str],
    layers: tuple[tuple[np.ndarray, np.ndarray], ...],
) -> None:
    """Give the model's layers, whose weights have these `names`, new weights and biases."""
    order = list(parameters)
    values = {}
    for name, (weight, bias) in zip(names, layers, strict=True):
        values[name] = weight
        # A bias has its layer's prefix, or failing that follows its weight.
        candidates = [name.removesuffix("weight") + "bias", *order[order.index(name) + 1 :]]
        for candidate in candidates:
            if candidate in parameters and parameters[candidate].value.shape == bias.shape and candidate not in values:
                values[candidate] = bias
                break
        else:
            fail("A layer has no bias of the expected size.")
    student.assign(model, values)
