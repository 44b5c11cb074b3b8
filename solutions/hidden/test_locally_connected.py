"""Hidden graders of locally_connected.py: questions 1d and 1e."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.errors import StudentError
from autograder.grading.checks import (
    accepts,
    as_tensor,
    fail,
    find,
    gradient_matches,
    judge,
    kind_of,
    matches_oracle,
    normal,
    rejects,
    shape_of,
)
from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison
from autograder.wall.student import Remote, Student
from hidden import oracles, training

LAYER, SIZE, AS_LINEAR = (f"locally_connected.{name}" for name in ("LocallyConnected2d", "output_size", "as_linear"))
about_the_layer = pytest.mark.about(LAYER)
about_as_linear = pytest.mark.about(AS_LINEAR)

# (N, C, H, W), out_channels, kernel_size: nothing equal to its neighbour, so that every exchange of axes shows; and one
# square image, so that it can be said what is right for square ones alone; and a batch of one.
SHAPES = [
    *[((3, 2, 6, 9), 4, 3), ((2, 3, 8, 5), 2, 4), ((4, 1, 5, 7), 3, 1), ((2, 5, 4, 6), 3, 2), ((2, 3, 6, 6), 4, 3)],
    ((1, 2, 5, 7), 1, 3),
]
_LARGEST_KERNEL = ((5, 2, 4, 4), 3, 4)  # one place, and as many weights as inputs
_ONE_PIXEL = (
    "Compare layer(x).flatten(1) with linear(x.flatten(1)) where one pixel of x is 1 and all others are 0: which "
    "outputs see it?"
)
# The kernel is as large as the shorter side, and still has several places along the other one.
_ONE_ROW = ((2, 2, 3, 5), 3, 3)
CONTRACT = "(H', W', out_channels, in_channels, k, k)"


def make(
    student: Student, in_channels: int, out_channels: int, size: tuple[int, int], k: int, bias: bool = True
) -> Remote:
    layer = find(student, LAYER)(in_channels, out_channels, size, k, bias)
    if not isinstance(layer, Remote):
        fail(f"LocallyConnected2d must be a class whose objects are modules, got {kind_of(layer)}.")
    return layer


def tensor_of(layer: Remote, name: str) -> np.ndarray | None:
    """The tensor under that name, parameter or not; None where there is none."""
    try:
        value = getattr(layer, name)
    except StudentError:
        return None
    return value if isinstance(value, np.ndarray) else None


def set_weight(student: Student, layer: Remote, weight: np.ndarray) -> None:
    """Give the layer this weight and no bias, whatever shape its bias has."""
    found = tensor_of(layer, "weight")
    if found is None:
        fail("The layer has no tensor `weight`.", f"The contract: a Parameter `weight` of shape {CONTRACT}.")
    if found.shape != weight.shape:
        fail(f"weight has the shape {shape_of(found)}; the contract is {CONTRACT}.")
    bias = tensor_of(layer, "bias")
    student.assign(layer, {"weight": weight})
    if bias is not None:
        set_bias(student, layer, np.zeros_like(bias))


def set_bias(student: Student, layer: Remote, bias: np.ndarray) -> None:
    """Give the layer this bias, as a step of training would."""
    try:
        student.assign(layer, {"bias": bias})
    except StudentError as error:
        if "more than one element of the written-to tensor" in error.message:
            fail("", misconception="bias-expanded")
        raise


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
    matches_oracle(LAYER, cases, answer, oracles.locally_connected, what="the output")


@pytest.mark.public
@about_the_layer
def test_one_channel_forward(student: Student) -> None:
    """With one channel, each output pixel is its window times its own kernel."""
    check_forward(student, [((1, 1, 5, 5), 1, 3), ((1, 1, 4, 4), 1, 2)])


@about_the_layer
def test_forward_with_channels_batch_and_rectangle(student: Student) -> None:
    """The layer is right for several channels, batches, and images that are not square."""
    check_forward(student, [*SHAPES, _LARGEST_KERNEL])


@about_the_layer
def test_parameters_are_registered(student: Student) -> None:
    """weight and bias are trainable Parameters of the contract's shapes; bias=False has no bias."""
    for (_, in_channels, height, width), out_channels, k in SHAPES[:2]:
        layer = make(student, in_channels, out_channels, (height, width), k)
        found = student.parameters(layer)
        for name in ("weight", "bias"):
            if name not in found and tensor_of(layer, name) is not None:
                fail(f"{name} is not among the layer's parameters.", misconception="tensor-instead-of-parameter")
            if name not in found:
                fail(f"The layer has no Parameter `{name}`.")
            if not found[name].requires_grad:
                fail(f"{name} does not require a gradient, so it would never learn.")
        shape = (height - k + 1, width - k + 1, out_channels, in_channels, k, k)
        if found["weight"].value.shape != shape:  # the shape of bias is another test's question
            fail(f"weight has the shape {shape_of(found['weight'].value)}; the contract is {CONTRACT}.")
        if set(found) != {"weight", "bias"}:
            fail("The layer has parameters besides weight and bias.")
        layer = make(student, in_channels, out_channels, (height, width), k, bias=False)
        try:
            bias = layer.bias
        except StudentError:
            fail(
                "A layer that is made with bias=False has no attribute `bias`.",
                "The docstring says what `bias` is then. It is there all the same.",
            )
        if set(student.parameters(layer)) != {"weight"} or bias is not None:
            fail(
                "With bias=False, `bias` must be None and `weight` the only parameter.",
                "Print layer.bias and list(layer.parameters()) of a layer that was made with bias=False.",
            )


@about_the_layer
def test_bias_belongs_to_a_location(student: Student) -> None:
    """Every location of every output channel has a bias of its own, and it is added."""
    for (batch, in_channels, height, width), out_channels, k in SHAPES[:2]:
        shape = (out_channels, height - k + 1, width - k + 1)
        layer = make(student, in_channels, out_channels, (height, width), k)
        bias = tensor_of(layer, "bias")
        if bias is None:
            fail("The layer has no tensor `bias`, though bias is True by default.")
        if bias.size == out_channels:
            fail("", misconception="bias-per-channel")
        if bias.shape != shape:
            fail(f"bias has the shape {shape_of(bias)}; the contract is (out_channels, H', W').")
        x, bias = normal(batch, in_channels, height, width), normal(*shape)
        set_weight(student, layer, np.zeros((*shape[1:], out_channels, in_channels, k, k), np.float32))
        set_bias(student, layer, bias)
        got = as_tensor(layer(x), "The output")
        if not got.any():
            fail("", misconception="bias-ignored")
        if close(np.sort(got, None), np.sort(np.broadcast_to(bias, (batch, *shape)), None)) and not close(got[0], bias):
            fail("", misconception="bias-reshaped")
        if not close(got, np.broadcast_to(bias, (batch, *shape))):
            fail(
                "With all weights zero, the output is not the bias of each location.",
                "Set bias[0, i, j] = 10 * i + j, and print the output: which bias has come to which location?",
            )
        as_tensor(
            make(student, in_channels, out_channels, (height, width), k, bias=False)(x), "Without bias, the output"
        )


@about_the_layer
def test_layer_is_differentiable(student: Student) -> None:
    """Gradients reach the input and every location's kernel."""
    (batch, in_channels, height, width), out_channels, k = SHAPES[0]
    x = normal(batch, in_channels, height, width)
    layer = make(student, in_channels, out_channels, (height, width), k)
    weight = tensor_of(layer, "weight")
    if weight is None:
        fail("The layer has no tensor `weight`.")

    def with_weight(values: np.ndarray) -> Any:
        student.assign(layer, {"weight": values})
        return layer(x)

    named = "layer-detached-from-autograd"
    gradient_matches(student, layer, [x], "weight", with_weight, weight, what="weight", misconception=named, of=LAYER)
    bias = tensor_of(layer, "bias")

    def with_bias(values: np.ndarray) -> Any:
        set_bias(student, layer, values)
        return layer(x)

    learns = "bias" in (own := student.parameters(layer)) and own["bias"].requires_grad
    if bias is not None and learns and _changes(with_bias, bias):  # all else about it is another test's question
        gradient_matches(
            student, layer, [x], "bias", with_bias, bias, what="bias", misconception="bias-never-learns", of=LAYER
        )
    named = "layer-input-detached"
    gradient_matches(student, layer, [x], 0, layer, x, what="the input", misconception=named, of=LAYER)


def _changes(output: Callable[[np.ndarray], Any], at: np.ndarray) -> bool:
    one, other = (output(values) for values in (at, at + 1))
    output(at)
    return isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and not np.array_equal(one, other)


@about_the_layer
def test_initial_weights_differ(student: Student) -> None:
    """The initial weights are random: no two output channels start alike."""
    layer = make(student, 3, 4, (7, 6), 3)
    weight, bias = tensor_of(layer, "weight"), tensor_of(layer, "bias")
    if weight is None or weight.ndim < 2:
        fail("The layer has no tensor `weight` of several axes.")
    if weight.dtype.kind != "f":
        fail(f"The weight has the dtype {weight.dtype}, which cannot be trained.")
    if not np.isfinite(weight).all():
        fail("Some initial weights are NaN or infinite.", "torch.empty holds whatever was in memory: fill it.")
    if bias is not None and not (np.isfinite(bias).all() and np.abs(bias).max(initial=0) < 1e3):
        fail("Some initial biases are huge, NaN or infinite.", "torch.empty holds whatever was in memory: fill it.")
    if np.ptp(weight) == 0:
        fail("", misconception="constant-initialisation")
    # A learning rate that suits the one cannot suit the other, but every usual way to draw weights lies well inside.
    if not 1e-5 < weight.std() < 10:
        fail("The initial weights are far too large or too small to train from.")
    if weight.shape[2:3] == (4,) and np.ptp(weight, axis=2).max() == 0:
        fail("All output channels start with the same weights.", "What gradient does each of them get, then?")


@about_the_layer
def test_forward_rejects_other_shapes(student: Student) -> None:
    """An input of any other shape than the layer was made for raises ValueError."""
    layer = make(student, 2, 3, (5, 7), 3)
    accepts(functools.partial(layer, normal(4, 2, 5, 7)), "An input of the layer's own shape")
    for shape, what in [
        ((4, 2, 7, 5), "Height and width exchanged"),
        ((4, 3, 5, 7), "Another number of channels"),
        ((4, 1, 5, 7), "A single channel, for a layer of two,"),
        ((2, 5, 7), "An image without a batch axis"),
        ((4, 2, 6, 8), "A larger image"),
        ((4, 2, 5, 8), "A wider image"),
        ((4, 2, 6, 7), "A higher image"),
        ((4, 1, 2, 5, 7), "An input with an axis more"),
        ((4, 2, 4, 6), "A smaller image"),
    ]:
        rejects(functools.partial(layer, normal(*shape)), what, "other-shapes-accepted")


@about_the_layer
def test_forward_has_no_loop_over_locations(student: Student) -> None:
    """The number of torch operations does not grow with the number of locations."""
    counts = []
    for size in (5, 15):
        layer, x = make(student, 1, 2, (size, size), 3), normal(2, 1, size, size)
        weight = tensor_of(layer, "weight")
        if weight is not None:  # whatever the layer starts with
            student.assign(layer, {"weight": normal(*weight.shape)})
        one, other = (as_tensor(layer(factor * x), "The output") for factor in (1, 2))
        if one.shape != other.shape or np.array_equal(one, other):
            fail("The output does not change with the input.")
        counts.append(student.operations(layer, [x]))
    if counts[1] > counts[0] + 20:  # 9 locations against 169: a loop over them, or over rows, adds more
        fail("", misconception="loop-over-locations")


@about_the_layer
def test_layer_learns_the_planted_patch(student: Student) -> None:
    """Trained on the planted patch, the layer tells the four places apart on new images."""
    try:  # without a bias, which alone could tell locations apart
        layer = make(student, 1, 8, (12, 12), 3, bias=False)
        layer(normal(1, 1, 12, 12))
    except StudentError:  # that bias=False fails is another test's question
        layer = make(student, 1, 8, (12, 12), 3)
    training.check_accuracy(
        student,
        training.train_on_patches(student, layer),
        "planted_patch",
        "With weights of its own, each location can answer in its own way. Are they its own, and do they learn?",
    )


@pytest.mark.public
def test_output_size(student: Student) -> None:
    """output_size counts the places of a kernel along both sides."""

    def answer(size: tuple[int, int], k: int) -> np.ndarray:
        got = find(student, SIZE)(size, k)
        if not _is_size(got):
            fail(f"output_size must return a tuple of two ints, got {kind_of(got)}.")
        return np.array(got, np.float64)  # an int of any size fits in

    cases = [((5, 7), 3), ((8, 4), 1), ((6, 9), 6), ((9, 5), 5), ((4, 4), 4)]
    matches_oracle(SIZE, cases, answer, oracles.output_size, what="the size")


def test_output_size_rejects_impossible_kernels(student: Student) -> None:
    """A kernel smaller than 1 or larger than the shorter side raises ValueError."""
    size = find(student, SIZE)
    accepts(functools.partial(size, (5, 7), 3), "A kernel that is smaller than both sides", _is_size)
    for given, k, what in [
        ((5, 7), 6, "A kernel larger than the shorter side"),
        ((7, 5), 6, "A kernel larger than the shorter side"),
        ((2, 9), 4, "A kernel larger than the shorter side, in a long image,"),
        ((5, 7), 9, "A kernel larger than both sides"),
        ((9, 2), 4, "A kernel larger than the shorter side, in a high image,"),
        ((5, 7), 0, "A kernel of size 0"),
        ((5, 7), -1, "A kernel of a size below 0"),
    ]:
        rejects(functools.partial(size, given, k), what, "impossible-kernel-accepted")


@about_as_linear
def test_as_linear_computes_the_same_map(student: Student) -> None:
    """as_linear gives an nn.Linear that computes the layer's map on flattened images."""
    cases, answers, expected, linears = [], [], [], []
    for (batch, in_channels, height, width), out_channels, k in [*SHAPES, _ONE_ROW]:
        for has_bias in (True, False):
            layer = _layer(student, in_channels, out_channels, (height, width), k, has_bias)
            x = normal(batch, in_channels, height, width)
            weight, bias = tensor_of(layer, "weight"), tensor_of(layer, "bias")
            maps = _maps_of(layer, x)  # before the student's code has the layer in its hands, and could change it
            linear = _linear(student, layer)
            got = as_tensor(linear(x.reshape(batch, -1)), "The output of the linear layer")
            flat = [one.reshape(batch, -1) for one in maps]
            right = next((one for one in flat if close(got, one)), None)
            extra = tensor_of(linear, "bias")
            if right is None and bias is None and extra is not None and any(close(got - extra, one) for one in flat):
                fail(
                    "The linear layer adds a bias, though the layer has none.",
                    "nn.Linear makes a bias, and fills it, unless it is told not to.",
                )
            if (
                right is None
                and bias is not None
                and extra is not None
                and _only_the_bias_is_drawn(got, extra, bias, flat)
            ):
                fail(
                    "The linear layer is right but for its bias, which is not the layer's.",
                    "nn.Linear draws a bias of its own. What of layer.bias belongs there, and in which order?",
                )
            if right is None and (weight is None or not _fits(weight, bias, x)):
                fail("The linear layer computes another map than the layer does.", _ONE_PIXEL)
            cases.append((x, weight, bias))
            answers.append(got)
            expected.append(flat[0] if right is None else right)
            linears.append(linear)
    what = "the linear layer's output"
    judge(Comparison(AS_LINEAR, cases, answers, expected, oracles.linear_map, np.asarray, what), _ONE_PIXEL)
    for (x, weight, _), got, linear in zip(cases, answers, linears, strict=True):
        own = as_tensor(linear.weight, "The linear layer's weight")
        if weight is not None and np.count_nonzero(own) > weight.size:
            fail(
                "The linear layer has weights outside the windows of its outputs.",
                "An output sees its own window alone: what stands in its row for all other inputs?",
            )
        if not close(got, _by_weight(linear, own, x.reshape(len(x), -1))):
            fail("The linear layer computes something else than its own weight and bias say.")


@about_as_linear
def test_as_linear_of_the_largest_kernel_is_dense(student: Student) -> None:
    """With a kernel as large as the image, no weight of the linear layer is zero.

    They are the layer's own weights, for any new nn.Linear has weights that are not zero.
    """
    (batch, in_channels, *size), out_channels, k = _LARGEST_KERNEL
    layer = _layer(student, in_channels, out_channels, (size[0], size[1]), k, True)
    given = as_tensor(layer.weight, "The layer's weight")
    x = normal(batch, in_channels, *size)
    maps = _maps_of(layer, x)  # before the student's code has the layer in its hands
    linear = _linear(student, layer)
    weight = as_tensor(linear.weight, "The linear layer's weight")
    if weight.shape != (3, 32):
        fail("With a kernel as large as the image, there is one output for each channel, and it sees every input.")
    if not weight.all():
        fail("Some weights of the linear layer are zero, though every output sees every input.")
    if not close(np.sort(weight, axis=None), np.sort(given, axis=None)):
        fail("The weights of the linear layer are not those of the layer that it is made of.")
    got = as_tensor(linear(x.reshape(batch, -1)), "The output of the linear layer")
    if not any(close(got, one.reshape(batch, -1)) for one in maps):
        fail(
            "With a kernel as large as the image, the linear layer computes another map than the layer does.",
            _ONE_PIXEL,
        )


@about_as_linear
def test_as_linear_owns_its_weights(student: Student) -> None:
    """Changing the layer afterwards leaves the linear layer as it was, and it can be trained itself.

    It follows from the layer's weights, for any new nn.Linear has weights of its own.
    """
    for size, k in [((4, 4), 4), ((4, 5), 2)]:
        layer = _layer(student, 2, 3, size, k, True)
        born = student.parameters(layer)
        linear = _linear(student, layer)
        left = student.parameters(layer)
        if set(left) != set(born) or any(not np.array_equal(left[name].value, born[name].value) for name in born):
            fail("as_linear changes the layer that it is given.")
        if any(left[name].requires_grad != born[name].requires_grad for name in born):
            fail(
                "as_linear changes the layer that it is given: what could be trained before is frozen now.",
                "detach() gives the values without their history, and leaves the parameter as it is.",
            )
        x = normal(2, 2 * size[0] * size[1])

        def output(linear: Remote, x: np.ndarray = x) -> np.ndarray:
            return as_tensor(linear(x), "The output of the linear layer")

        before = output(linear)
        if not close(output(_linear(student, layer)), before):
            fail(
                "For the same layer, as_linear gives a linear layer that computes something else each time.",
                "nn.Linear draws its weight and its bias. Which of them is still as it was drawn?",
            )
        student.assign(layer, {name: parameter.value + 1 for name, parameter in born.items()})
        if not close(output(linear), before):
            fail("", misconception="aliases-instead-of-copies")
        if close(output(_linear(student, layer)), before):
            fail("as_linear gives the same linear layer for layers with other weights.")
        own = student.parameters(linear)
        if "weight" not in own or not own["weight"].requires_grad:
            fail("The linear layer's weight is no Parameter that requires a gradient.")
        if "bias" in own and not own["bias"].requires_grad:
            fail("The linear layer's bias does not require a gradient, so it would never learn.")


def _layer(student: Student, in_channels: int, out_channels: int, size: tuple[int, int], k: int, bias: bool) -> Remote:
    """A layer whose weights and biases are none of its own."""
    layer = make(student, in_channels, out_channels, size, k, bias)
    student.assign(layer, {name: normal(*old.value.shape) for name, old in student.parameters(layer).items()})
    return layer


def _only_the_bias_is_drawn(got: np.ndarray, bias: np.ndarray, given: np.ndarray, maps: list[np.ndarray]) -> bool:
    """Whether the output would be right with the layer's bias, and the linear layer's is neither that nor zero.

    Args:
        got, bias: of the linear layer: its output, its bias.
        given, maps: of the layer: its bias, and what its output may be.
    """
    in_another_order = close(np.sort(bias, axis=None), np.sort(given, axis=None))
    fits = bias.any() and not in_another_order and bias.size == given.size
    return bool(fits) and any(close(got - bias + given.reshape(-1), one) for one in maps)


def _linear(student: Student, layer: Remote) -> Remote:
    linear = find(student, AS_LINEAR)(layer)
    try:
        if isinstance(linear, Remote) and student.modules(linear)[0][1] == "Linear":
            return linear
    except StudentError:  # no module at all
        pass
    fail(f"as_linear must return an nn.Linear, got {kind_of(linear)}.")


def _by_weight(linear: Remote, weight: np.ndarray, x: np.ndarray) -> np.ndarray:
    """What an nn.Linear of that weight, and the bias that it has, computes."""
    bias = tensor_of(linear, "bias")
    outputs = len(weight) if weight.ndim == 2 else 0
    if weight.shape != (outputs, x.shape[1]) or (bias is not None and bias.shape != (outputs,)):
        fail("The linear layer's weight must have the shape (outputs, inputs), and its bias (outputs,).")
    y: np.ndarray = x @ weight.T
    return y if bias is None else y + bias


def _maps_of(layer: Remote, x: np.ndarray) -> list[np.ndarray]:
    """What `layer` computes, by its parameters and by its own forward: as_linear may go by either.

    Each has the shape (N, out_channels, H', W').
    """
    maps = []
    weight, bias = tensor_of(layer, "weight"), tensor_of(layer, "bias")
    if weight is not None and _fits(weight, bias, x):
        maps.append(oracles.locally_connected(x, weight, bias))
    try:
        own = layer(x)
    except StudentError:
        own = None
    is_map = isinstance(own, np.ndarray) and own.ndim == 4 and own.size > 0 and own.dtype.kind == "f"
    if is_map and np.ptp(own) > 0:  # a constant would be too easy to match
        maps.append(own)
    return maps


def _fits(weight: np.ndarray, bias: np.ndarray | None, x: np.ndarray) -> bool:
    """Whether parameters have the contract's shapes for these images."""
    if weight.ndim != 6:
        return False
    size = (x.shape[2] - weight.shape[-1] + 1, x.shape[3] - weight.shape[-1] + 1)
    fits = weight.shape[:2] == size and weight.shape[3] == x.shape[1] and weight.shape[4] == weight.shape[5]
    return fits and (bias is None or bias.shape == (weight.shape[2], *size))


def _is_size(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and len(value) == 2 and all(type(item) is int for item in value)
