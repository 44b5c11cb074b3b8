"""The frames between grader and sandbox."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import msgpack
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.wall import wire

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
    ),
    max_leaves=12,
)


def encode(value: Any) -> bytes:
    return wire.encode(value, lambda item: item)


def decode(body: bytes) -> Any:
    return wire.decode(body, tensor=lambda a: a, reference=lambda r: r, callback=lambda c: c)


def round_trip(value: Any) -> Any:
    frame = encode(value)
    (size,) = struct.unpack(">I", frame[:4])
    assert size == len(frame) - 4
    return decode(frame[4:])


@given(plain)
def test_plain_data_arrives_as_it_was_sent(value: Any) -> None:
    arrived = round_trip(value)
    assert arrived == value
    assert type(arrived) is type(value)


def test_half_a_character_arrives_as_a_question_mark() -> None:
    assert round_trip(["\ud83d and", ("\udca9",)]) == ["? and", ("?",)]


@given(hnp.arrays(st.sampled_from(sorted(wire.DTYPES)), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0)))
def test_an_array_keeps_dtype_shape_and_every_bit(array: np.ndarray) -> None:
    arrived = round_trip(array)
    assert (arrived.dtype, arrived.shape) == (array.dtype, array.shape)
    assert arrived.tobytes() == np.ascontiguousarray(array).tobytes()
    assert arrived.flags.writeable


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_wire_error(body: bytes) -> None:
    try:
        decode(body)
    except wire.WireError:
        pass


@given(st.integers(0, 6), st.binary(max_size=100))
def test_any_extension_is_a_value_or_a_wire_error(code: int, body: bytes) -> None:
    try:
        decode(msgpack.packb(msgpack.ExtType(code, body)))
    except wire.WireError:
        pass


@pytest.mark.parametrize(
    "header",
    [
        ["float32", [2], b"1234"],  # eight bytes are due
        ["float32", [-1], b""],
        ["float32", [2**40, 2**40], b""],
        ["object", [1], b"12345678"],
        ["float32", [1] * 40, b"1234"],
        ["float32", ["1"], b"1234"],
        ["float32", [True], b"1234"],
        ["float32"],
        "float32",
    ],
)
def test_a_tensor_that_does_not_fit_its_header_is_refused(header: Any) -> None:
    with pytest.raises(wire.WireError):
        decode(msgpack.packb(msgpack.ExtType(1, msgpack.packb(header))))


def test_depth_is_bounded() -> None:
    for depth in (40, 900, 100_000):
        with pytest.raises(wire.WireError):
            decode(b"\x91" * depth + b"\xc0")
    nested = b"\xc0"
    for _ in range(3000):
        nested = msgpack.packb(msgpack.ExtType(2, msgpack.packb([None])[:1] + nested))
    with pytest.raises(wire.WireError):
        decode(nested)


def test_a_cyclic_list_cannot_be_sent() -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    with pytest.raises(wire.WireError):
        encode(cycle)


def test_a_subclass_crosses_as_its_plain_value() -> None:
    class Liar(str):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = str.__hash__

    arrived = round_trip({"key": Liar("value")})
    assert type(arrived["key"]) is str and arrived["key"] != "other"


class Size(NamedTuple):
    height: int
    width: int


class Items(list[int]):
    def __iter__(self) -> Any:
        return iter("lies")


@pytest.mark.parametrize(
    ("value", "plain"), [(Size(3, 4), (3, 4)), (torch.Size([3, 4]), (3, 4)), (Items([3, 4]), [3, 4])]
)
def test_tuples_and_lists_of_another_class_cross_as_what_they_hold(value: Any, plain: Any) -> None:
    arrived = round_trip(value)
    assert arrived == plain and type(arrived) is type(plain)


def test_a_frame_has_a_budget_of_items_and_of_numbers() -> None:
    """Few bytes on the wire, and gigabytes once they are objects."""
    for hoard in ([[{}] * 1000] * 1000, [[0] * 9999] * 9, [{str(i): i for i in range(9000)}] * 9):
        body = msgpack.packb(hoard)
        with pytest.raises(wire.WireError, match="items"):
            decode(body)
    assert decode(msgpack.packb([[0] * 9999] * 3)) == [[0] * 9999] * 3
    array = encode(np.zeros(1000, bool))[4:]
    kept = {"tensor": lambda a: a, "reference": lambda r: r, "callback": lambda c: c}
    assert wire.decode(array, most=1000, **kept).shape == (1000,)
    with pytest.raises(wire.WireError, match="numbers"):
        wire.decode(array, most=999, **kept)
