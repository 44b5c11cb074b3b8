"""Frames between grader and sandbox: a 4-byte length, then one msgpack value.

Plain data crosses as itself; a tensor as its dtype, shape and bytes; a tuple as a tuple. Anything else stays where
it is and crosses as a `Reference` (an object of the sandbox) or a `Callback` (a function of the grader). Nothing is
pickled, and nothing that arrives is executed.

The grader must survive every byte string that a sandbox can send, so `decode` bounds sizes and depth and raises
`WireError` for whatever it does not like.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

from autograder.errors import WireError

MAX_FRAME = 64 * 2**20  # bytes; the largest honest frame is a homework's training set, such as one of 15 MB
MAX_DIMENSIONS = 16
MAX_ANSWER = 24 * 2**20  # bytes; of a frame from a sandbox
MAX_NUMBERS = 2 * 2**20  # in the arrays of such a frame; the largest honest one, a weight matrix, has some 100,000
MAX_ITEMS = 10_000  # of one list, tuple or dict
MAX_ALL_ITEMS = 50_000  # of all lists and dicts in a frame; an empty one counts as one
MAX_DEPTH = 32  # of containers in containers; decoding tuples recurses on the C stack

HEADER = struct.Struct(">I")

# With strict_types a tuple is no list. Half a character (a lone surrogate) crosses as a question mark.
_PACKING: dict[str, Any] = {"strict_types": True, "use_bin_type": True, "unicode_errors": "replace"}

# bfloat16 and the quantised types have no NumPy twin; tensors of these cross as references.
DTYPES = frozenset(
    ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64", "complex128"]
)

_TENSOR, _TUPLE, _REFERENCE, _CALLBACK = 1, 2, 3, 4


def check_size(shape: tuple[int, ...]) -> None:
    """Check that an array of this shape is no larger than a sandbox may send.

    Raises:
        WireError: it is.
    """
    if math.prod(shape) > MAX_NUMBERS:
        raise WireError(f"an array must have at most {MAX_NUMBERS:,} numbers here, got one of {shape}")


@dataclass(frozen=True)
class Reference:
    """An object that stays in the sandbox; `type_name` is what the sandbox says its type is."""

    key: int
    type_name: str


@dataclass(frozen=True)
class Callback:
    """A function that stays with the grader."""

    key: int


def encode(value: Any, foreign: Callable[[Any], Any], most: int = MAX_FRAME) -> bytes:
    """Return the frame of `value`, length included.

    Args:
        most: bytes that it may have.
        value: what to send.
        foreign: called with each object that has no encoding of its own; returns an ndarray (sent as a tensor), a
            Reference or a Callback for it.

    Raises:
        WireError: too large or too deep.
    """
    try:
        body: bytes = msgpack.packb(value, default=_Default(foreign), **_PACKING)
    except (ValueError, OverflowError, RecursionError, TypeError) as error:
        raise WireError(f"cannot encode: {error}") from error
    if len(body) > most:
        raise WireError(f"what is sent must have at most {most:,} bytes, got {len(body):,}")
    return HEADER.pack(len(body)) + body


class _Default:
    """msgpack's hook for what it cannot encode: with strict_types also tuples and every subclass."""

    def __init__(self, foreign: Callable[[Any], Any]) -> None:
        self.foreign = foreign
        self.depth = 0

    def __call__(self, value: Any) -> Any:
        if isinstance(value, tuple):  # torch.Size and named tuples are tuples, and Python code takes them for such
            return msgpack.ExtType(_TUPLE, self._pack(list(tuple.__iter__(value))))
        if isinstance(value, list):
            return list(list.__iter__(value))
        if isinstance(value, (bool, int, float, str)) and type(value).__module__ != "numpy":
            # A subclass such as an enum or a lying str: only its plain value crosses.
            for plain in (bool, int, float, str):
                if isinstance(value, plain):
                    return plain(value)
        if isinstance(value, float):  # numpy.float64 is a float, and Python code takes it for one
            return float(value)
        if isinstance(value, dict):
            return dict(value)
        if isinstance(value, Reference):
            return msgpack.ExtType(_REFERENCE, self._pack([value.key, value.type_name]))
        if isinstance(value, Callback):
            return msgpack.ExtType(_CALLBACK, self._pack(value.key))
        kept = self.foreign(value)
        if isinstance(kept, np.ndarray):
            data = np.ascontiguousarray(kept).tobytes()
            return msgpack.ExtType(_TENSOR, self._pack([kept.dtype.name, list(kept.shape), data]))
        if isinstance(kept, (Reference, Callback)):
            return self(kept)
        raise WireError(f"no encoding for {type(value).__name__}")

    def _pack(self, value: Any) -> bytes:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH}")
        packed: bytes = msgpack.packb(value, default=self, **_PACKING)
        self.depth -= 1
        return packed


def decode(
    body: bytes,
    *,
    tensor: Callable[[np.ndarray], Any],
    reference: Callable[[Reference], Any],
    callback: Callable[[Callback], Any],
    most: int = MAX_FRAME,
) -> Any:
    """Return the value of a frame's body; the three functions say what its special items become here.

    Args:
        most: how many numbers its arrays may have together.

    Raises:
        WireError: for anything that `encode` would not have written.
    """

    items = numbers = 0

    def counted(container: Any) -> Any:
        nonlocal items
        items += max(1, len(container))
        if items > MAX_ALL_ITEMS:
            raise WireError(f"more than {MAX_ALL_ITEMS} items")
        return container

    def unpack(data: bytes, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH}")
        return msgpack.unpackb(
            data,
            ext_hook=lambda code, inner: extension(code, inner, depth),
            list_hook=counted,
            object_hook=counted,
            raw=False,
            strict_map_key=False,
            max_str_len=MAX_FRAME,
            max_bin_len=MAX_FRAME,
            max_ext_len=MAX_FRAME,
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS,
        )

    def extension(code: int, data: bytes, depth: int) -> Any:
        nonlocal numbers
        item = unpack(data, depth + 1)
        if code == _TENSOR:
            array = _array(item)
            numbers += array.size
            if numbers > most:
                raise WireError(f"more than {most} numbers")
            return tensor(array)
        if code == _TUPLE and isinstance(item, list):
            return tuple(item)
        if code == _REFERENCE and isinstance(item, list) and len(item) == 2:
            key, type_name = item
            if isinstance(key, int) and isinstance(type_name, str):
                return reference(Reference(key, type_name[:200]))
        if code == _CALLBACK and isinstance(item, int):
            return callback(Callback(item))
        raise WireError(f"unknown extension {code}")

    try:
        value = unpack(body, 0)
        _check_depth(value)
        return value
    except WireError:
        raise
    except Exception as error:  # msgpack raises many types, ext hooks any: all mean a bad frame
        raise WireError(f"not a frame: {type(error).__name__}: {str(error)[:200]}") from error


def _check_depth(value: Any) -> None:
    """Refuse what would overflow the stack of a function that walks it; so this one does not recurse."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for item in level
            if isinstance(item, (list, tuple, dict))
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return
    raise WireError(f"nested deeper than {MAX_DEPTH}")


def _array(item: Any) -> np.ndarray:
    if not (isinstance(item, list) and len(item) == 3):
        raise WireError("a tensor must be [dtype, shape, data]")
    dtype, shape, data = item
    if not (isinstance(dtype, str) and dtype in DTYPES and isinstance(shape, list) and isinstance(data, bytes)):
        raise WireError(f"bad tensor header: dtype {dtype!r:.50}")
    if len(shape) > MAX_DIMENSIONS or not all(type(size) is int and 0 <= size <= MAX_FRAME for size in shape):
        raise WireError("bad tensor shape")
    if math.prod(shape) * np.dtype(dtype).itemsize != len(data):
        raise WireError(f"a tensor of shape {shape} and dtype {dtype} does not have {len(data)} bytes")
    return np.frombuffer(data, dtype=dtype).reshape(shape).copy()  # a copy is writable and owns its memory
