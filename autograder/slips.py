"""What is wrong with a file that people write, in a line: the key, the rule, the value, and the nearest known name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name that is most like `name`; None where none is at all."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)), None)


def say(slip: Mapping[str, Any], key: str, known: Iterable[str]) -> str:
    """One slip that pydantic found.

    Args:
        slip: of a ValidationError's errors().
        key: the key's path, or "" where it is about a table as a whole.
        known: the keys that may stand where it stands.
    """
    if slip["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        known = list(known)
        near = nearest(key.rpartition(".")[2], known)
        return f"unknown key {key}; " + (f"{near} is meant?" if near else f"known are {', '.join(known)}")
    if slip["type"] in ("missing", "missing_argument"):
        return f"{key} is missing; add it"
    said = slip["msg"].removeprefix("Value error, ")
    value = "" if slip["type"] == "value_error" else f", got {slip['input']!r:.80}"
    return f"{key + ': ' if key else ''}{said[0].lower()}{said[1:]}{value}"
