"""Hidden graders of locally_connected.py: questions 1d and 1e."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from autograder import oracles
from autograder.hidden.compare import close, fail, matches_oracle, rejects
from autograder.hidden.training import check_accuracy
from autograder.remote import Remote, Student, StudentError

random = np.random.default_rng(12)
leans_on_output_size = pytest.mark.leans_on("locally_connected.output_size")

# (N, C, H, W), out_channels, kernel_size: nothing equal to its neighbour, so that every exchange of axes shows.
SHAPES = [((3, 2, 6, 9), 4, 3), ((2, 3, 8, 5), 2, 4), ((4, 1, 5, 7), 3, 1), ((2, 5, 4, 6), 3, 2)]


def normal(*shape: int) -> np.ndarray:
    return random.normal(size=shape).astype(np.float32)


def make(
    student: Student, in_channels: int, out_channels: int, size: tuple[int, int], k: int, bias: bool = True
) -> Remote:
    layer = student.locally_connected.LocallyConnected2d(in_channels, out_channels, size, k, bias)
    if not isinstance(layer, Remote):
        fail("LocallyConnected2d must be a class whose objects are modules.")
    return layer


def set_weight(student: Student, layer: Remote, weight: np.ndarray) -> None:
    """Give the layer this weight and no bias, whatever shape its bias has."""
    parameters = student.parameters(layer)
    if "weight" not in parameters or parameters["weight"].value.shape != weight.shape:
        fail(
            "The layer has no Parameter `weight` of the contract's shape (H', W', out_channels, in_channels, k, k).",
            "Print the names and shapes in layer.named_parameters(). A plain tensor attribute is not among them.",
        )
    zeros = {name: np.zeros_like(parameter.value) for name, parameter in parameters.items()}
    student.assign(layer, {**zeros, "weight": weight})


def check_forward(student: Student, shapes: list[tuple[tuple[int, int, int, int], int, int]]) -> None:
    def answer(x: np.ndarray, weight: np.ndarray) -> Any:
        _, in_channels, height, width = x.shape
        layer = make(student, in_channels, weight.shape[2], (height, width), weight.shape[-1])
        set_weight(student, layer, weight)
        return layer(x)

    cases = []
    for (batch, in_channels, height, width), out_channels, k in shapes:
        weight = normal(height - k + 1, width - k + 1, out_channels, in_channels, k, k)
        cases.append((normal(batch, in_channels, height, width), weight))
    matches_oracle(
        "locally_connected.LocallyConnected2d",
        cases,
        answer,
        lambda x, weight: oracles.locally_connected(x, weight, None),
        what="the output",
    )


@pytest.mark.public
@leans_on_output_size
def test_one_channel_forward(student: Student) -> None:
    """With one channel, each output pixel is its window times its own kernel."""
    check_forward(student, [((1, 1, 5, 5), 1, 3), ((1, 1, 4, 4), 1, 2)])


@leans_on_output_size
def test_forward_with_channels_batch_and_rectangle(student: Student) -> None:
    """The layer is right for several channels, batches, and images that are not square."""
    check_forward(student, SHAPES)


@leans_on_output_size
def test_parameters_are_registered(student: Student) -> None:
    """weight and bias are trainable Parameters of the contract's shapes; bias=False has no bias."""
    for (_, in_channels, height, width), out_channels, k in SHAPES[:2]:
        h, w = height - k + 1, width - k + 1
        expected = {"weight": (h, w, out_channels, in_channels, k, k), "bias": (out_channels, h, w)}
        layer = make(student, in_channels, out_channels, (height, width), k)
        found = student.parameters(layer)
        for name, shape in expected.items():
            if name not in found:
                fail(f"{name!r} is not among the layer's parameters.", misconception="tensor-instead-of-parameter")
            if name == "bias" and found[name].value.shape != shape:
                continue  # what a bias belongs to is another test's question
            if found[name].value.shape != shape:
                fail(f"{name} has another shape than the contract says.", "Compare it with the class docstring.")
            if not found[name].requires_grad:
                fail(f"{name} does not require a gradient, so it would never learn.")
        if set(found) != set(expected):
            fail("The layer has parameters besides weight and bias.")
        layer = make(student, in_channels, out_channels, (height, width), k, bias=False)
        if set(student.parameters(layer)) != {"weight"} or layer.bias is not None:
            fail("With bias=False, `bias` must be None and `weight` the only parameter.")


@leans_on_output_size
def test_bias_belongs_to_a_location(student: Student) -> None:
    """Every location of every output channel has a bias of its own, and it is added."""
    for (batch, in_channels, height, width), out_channels, k in SHAPES[:2]:
        h, w = height - k + 1, width - k + 1
        layer = make(student, in_channels, out_channels, (height, width), k)
        parameters = student.parameters(layer)
        if "bias" not in parameters:
            fail("The layer has no Parameter `bias`.", misconception="tensor-instead-of-parameter")
        if parameters["bias"].value.shape != (out_channels, h, w):
            if parameters["bias"].value.size == out_channels:
                fail("", misconception="bias-per-channel")
            fail("bias has another shape than the contract says.", "Compare it with the class docstring.")
        x, bias = normal(batch, in_channels, height, width), normal(out_channels, h, w)
        set_weight(student, layer, np.zeros((h, w, out_channels, in_channels, k, k), np.float32))
        student.assign(layer, {"bias": bias})
        got = layer(x)
        if isinstance(got, np.ndarray) and not got.any():
            fail("", misconception="bias-ignored")
        if not (isinstance(got, np.ndarray) and close(got, np.broadcast_to(bias, (batch, *bias.shape)))):
            fail("With all weights zero, the output is not the bias of each location.")
        without = make(student, in_channels, out_channels, (height, width), k, bias=False)
        without(x)


@leans_on_output_size
def test_layer_is_differentiable(student: Student) -> None:
    """Gradients reach the input and every location's kernel."""
    (batch, in_channels, height, width), out_channels, k = SHAPES[0]
    h, w = height - k + 1, width - k + 1
    x, weight = normal(batch, in_channels, height, width), normal(h, w, out_channels, in_channels, k, k)
    upstream = normal(batch, out_channels, h, w)
    layer = make(student, in_channels, out_channels, (height, width), k)
    set_weight(student, layer, weight)
    try:
        by_x, by_weight = student.gradients(layer, [x], upstream, [0, "weight"])
    except StudentError as error:
        if error.type_name == "RuntimeError" and "grad" in error.message:
            fail("The output carries no gradient.", misconception="layer-detached-from-autograd")
        raise
    expected_x, expected_weight = np.zeros_like(x), np.zeros_like(weight)
    for i in range(h):
        for j in range(w):
            window = (..., slice(i, i + k), slice(j, j + k))
            expected_x[window] += np.einsum("no,ocab->ncab", upstream[:, :, i, j], weight[i, j])
            expected_weight[i, j] = np.einsum("no,ncab->ocab", upstream[:, :, i, j], x[window])
    for got, expected, what in [(by_x, expected_x, "the input"), (by_weight, expected_weight, "weight")]:
        if got is None:
            fail(f"No gradient reaches {what}.", misconception="layer-detached-from-autograd")
        if not close(got, expected):
            fail(f"The gradient by {what} has other values than it should.")


@leans_on_output_size
def test_initial_weights_differ(student: Student) -> None:
    """The initial weights are random, of a sensible size, and differ from place to place."""
    weight = make(student, 3, 4, (7, 6), 3).weight
    if not isinstance(weight, np.ndarray) or weight.ndim != 6:
        fail("The layer has no tensor `weight` with six axes.")
    if not np.isfinite(weight).all() or np.ptp(weight) == 0:
        fail("", misconception="constant-initialisation")
    if np.abs(weight - weight[:1, :1]).max() == 0:
        fail("Every location starts with the same kernel.", "Draw the whole of weight at random, not one kernel.")
    if not 1e-3 < weight.std() < 2:
        fail(
            "The initial weights are far too large or too small to train from.",
            "A spread of about one over the root of the number of inputs of a window keeps outputs as large as inputs.",
        )


@leans_on_output_size
def test_forward_rejects_other_shapes(student: Student) -> None:
    """An input of any other shape than the layer was made for raises ValueError."""
    layer = make(student, 2, 3, (5, 7), 3)
    for shape, what in [
        ((4, 2, 7, 5), "Height and width exchanged"),
        ((4, 3, 5, 7), "Another number of channels"),
        ((2, 5, 7), "An image without a batch axis"),
        ((4, 2, 6, 8), "A larger image"),
    ]:
        rejects(functools.partial(layer, normal(*shape)), what)


@leans_on_output_size
def test_forward_has_no_loop_over_locations(student: Student) -> None:
    """The number of torch operations does not grow with the number of locations."""
    counts = [student.operations(make(student, 1, 2, (size, size), 3), [normal(2, 1, size, size)]) for size in (5, 15)]
    if counts[1] > counts[0] + 20:  # 9 locations against 169: a loop adds hundreds
        fail("", misconception="loop-over-locations")


@leans_on_output_size
def test_layer_learns_the_planted_patch(student: Student) -> None:
    """Trained on the planted patch, the layer tells the four places apart on new images."""
    images, labels = oracles.planted_patch(1024, seed=1)
    layer = make(student, 1, 8, (12, 12), 3)
    classifier = student.patch_classifier(layer, 8, 4)
    student.fit(classifier, images, labels, epochs=6, lr=1e-2, optimizer="adam")
    check_accuracy(
        student,
        classifier,
        "planted_patch",
        "With weights of its own, each location can answer to the patch differently. Are they really its own?",
    )


@pytest.mark.public
def test_output_size(student: Student) -> None:
    """output_size counts the places of a kernel along both sides."""

    def answer(size: tuple[int, int], k: int) -> np.ndarray:
        got = student.locally_connected.output_size(size, k)
        if not (isinstance(got, (tuple, list)) and len(got) == 2 and all(type(item) is int for item in got)):
            fail("output_size must return a tuple of two ints.")
        return np.array(got)

    cases = [((5, 7), 3), ((8, 4), 1), ((6, 9), 6), ((9, 5), 5), ((4, 4), 4)]
    matches_oracle(
        "locally_connected.output_size",
        cases,
        answer,
        lambda size, k: np.array(oracles.output_size(size, k)),
        what="the size",
    )


def test_output_size_rejects_impossible_kernels(student: Student) -> None:
    """A kernel smaller than 1 or larger than the shorter side raises ValueError."""
    size = student.locally_connected.output_size
    rejects(lambda: size((5, 7), 6), "A kernel larger than the shorter side")
    rejects(lambda: size((7, 5), 6), "A kernel larger than the shorter side")
    rejects(lambda: size((5, 7), 0), "A kernel of size 0")


@leans_on_output_size
def test_as_linear_computes_the_same_map(student: Student) -> None:
    """as_linear gives an nn.Linear that computes the layer's map on flattened images."""
    for (batch, in_channels, height, width), out_channels, k in SHAPES:
        for bias in (True, False):
            layer = make(student, in_channels, out_channels, (height, width), k, bias)
            values = {name: normal(*parameter.value.shape) for name, parameter in student.parameters(layer).items()}
            student.assign(layer, values)
            x = normal(batch, in_channels, height, width)
            linear = _linear(student, layer)
            got = linear(x.reshape(batch, -1))
            if not isinstance(got, np.ndarray) or not any(close(got, expected) for expected in _maps_of(layer, x)):
                fail(
                    "The linear layer computes another map than the layer does.",
                    "Check the order of flattening on both sides: outputs by channel, row, column, and inputs alike.",
                )


@leans_on_output_size
def test_as_linear_of_the_largest_kernel_is_dense(student: Student) -> None:
    """With a kernel as large as the image, no weight of the linear layer is zero."""
    layer = make(student, 2, 3, (4, 4), 4)
    student.assign(
        layer, {"weight": 1 + random.random(student.parameters(layer)["weight"].value.shape).astype(np.float32)}
    )
    weight = _linear(student, layer).weight
    if weight.shape != (3, 32):
        fail("With a kernel as large as the image, there is one output for each channel, and it sees every input.")
    if not weight.all():
        fail("Some weights of the linear layer are zero, though every output sees every input.")


@leans_on_output_size
def test_as_linear_owns_its_weights(student: Student) -> None:
    """Changing the layer afterwards leaves the linear layer as it was, and it can be trained itself."""
    for size, k in [((4, 4), 4), ((4, 5), 2)]:
        layer = make(student, 2, 3, size, k)
        linear = _linear(student, layer)
        x = normal(2, 2 * size[0] * size[1])
        before = linear(x)
        student.assign(layer, {name: parameter.value + 1 for name, parameter in student.parameters(layer).items()})
        if not close(linear(x), before):
            fail("", misconception="aliases-instead-of-copies")
        if not student.parameters(linear)["weight"].requires_grad:
            fail("The linear layer's weight does not require a gradient.")


def _linear(student: Student, layer: Remote) -> Remote:
    linear = student.locally_connected.as_linear(layer)
    if not isinstance(linear, Remote) or student.modules(linear)[0][1] != "Linear":
        kind = linear.type_name if isinstance(linear, Remote) else type(linear).__name__
        fail(f"as_linear must return an nn.Linear, got {kind}.")
    return linear


def _maps_of(layer: Remote, x: np.ndarray) -> list[np.ndarray]:
    """What `layer` computes, by its parameters and by its own forward: a mistake in 1d must not cost 1e again."""
    maps = []
    weight, bias = layer.weight, layer.bias
    if isinstance(weight, np.ndarray) and weight.ndim == 6 and (bias is None or bias.ndim == 3):
        maps.append(oracles.locally_connected(x, weight, bias))
    try:
        own = layer(x)
    except StudentError:
        own = None
    if isinstance(own, np.ndarray) and own.ndim == 4 and np.ptp(own) > 0:  # a constant would be too easy to match
        maps.append(own)
    return [map.reshape(len(x), -1) for map in maps]
