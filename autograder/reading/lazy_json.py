"""JSON read from its bytes, of which only what is asked for becomes objects; the rest is skipped where it stands.

What is skipped costs no memory, however large, nested or wide it is, and is not checked further than its end needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_MARK = re.compile(rb'["{}\[\]]')
_BLANK = re.compile(rb"[ \t\r\n]*")
_SCALAR = re.compile(rb"[-+.\w]+")
_CLOSING = {b"{": b"}", b"[": b"]"}
_MAX_MARKS = 2_000_000  # each is a step here, of a microsecond or two


class LazyJson:
    """A place in a JSON text, which moves on as it is read. Everything raises ValueError on what is no JSON."""

    def __init__(self, text: bytes) -> None:
        """
        Args:
            text: UTF-8, without a mark in front.
        """
        if sum(map(text.count, (b'"', b"{", b"["))) > _MAX_MARKS:
            raise ValueError(f"it has more than {_MAX_MARKS} quotation marks and brackets")
        self._text = text
        self._at = self._after_blank(0)

    def members(self) -> Iterator[bytes]:
        """The keys of the object here, as they are spelt, or b"" for each item of the array here; else nothing.

        While one is looked at, this place is its value's. It moves on behind it, whether it was read or not.
        """
        closing = _CLOSING.get(self._here())
        if closing is None:
            return
        self._at = self._after_blank(self._at + 1)
        while self._here() != closing:
            start = self._at
            key = b""
            if closing == b"}":
                key = self._text[start : self._skip()].strip(b'"')
                self._pass(b":")
                start = self._at
            yield key
            if self._at == start:
                self._skip()
            if self._here() != closing:
                self._pass(b",")
        self._pass(closing)

    def value(self, most: int) -> Any:
        """What stands here, read and passed; None where it has more than `most` bytes, or is nested too deep.

        Numbers are floats, and objects, whose members nobody asked for, None.
        """
        start = self._at
        end = self._skip()
        if end - start > most:
            return None
        try:
            # An int of a million digits takes minutes in some versions of Python; objects would fill the memory.
            return json.loads(self._text[start:end].decode(), parse_int=float, object_pairs_hook=_nothing)
        except RecursionError:
            return None

    def end(self) -> None:
        """Make sure that the text ends here, where it may have been cut off or run on."""
        if self._at != len(self._text):
            raise ValueError("something follows the end")

    def _here(self) -> bytes:
        return self._text[self._at : self._at + 1]

    def _pass(self, mark: bytes) -> None:
        if self._here() != mark:
            raise ValueError(f"expected {mark.decode()} at byte {self._at}")
        self._at = self._after_blank(self._at + 1)

    def _skip(self) -> int:
        """Pass the value here; return where it ends."""
        end = self._end()
        self._at = self._after_blank(end)
        return end

    def _end(self) -> int:
        if self._here() not in (b"{", b"[", b'"'):
            if scalar := _SCALAR.match(self._text, self._at):
                return scalar.end()
            raise ValueError(f"expected a value at byte {self._at}")
        at, depth = self._at, 0
        while True:
            mark = _MARK.search(self._text, at)
            if mark is None:
                raise ValueError("it is cut off")
            at = mark.end()
            if mark[0] == b'"':
                at = self._after_string(at)
            else:
                depth += 1 if mark[0] in (b"{", b"[") else -1
            if depth <= 0:
                return at

    def _after_string(self, start: int) -> int:
        """Where the string ends whose first character is at `start`."""
        while True:
            quote = self._text.find(b'"', start)
            if quote < 0:
                raise ValueError("it is cut off")
            piece = self._text[start:quote]
            start = quote + 1
            if (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0:  # else the last backslash belongs to the mark
                return start

    def _after_blank(self, at: int) -> int:
        blank = _BLANK.match(self._text, at)
        return blank.end() if blank else at


def _nothing(_: list[tuple[str, Any]]) -> None:
    pass
