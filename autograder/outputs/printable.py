"""A student's text, made safe to show: bounded, and without what a terminal or a browser would obey."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")


def printable(text: str, limit: int) -> str:
    """`text` with terminal escapes dropped, other invisible characters replaced, and at most `limit` characters.

    Line breaks and tabs stay. Control characters, lone surrogates, private-use characters and those that turn the
    direction of writing become U+FFFD.
    """
    text = _ESCAPES.sub("", text[: 4 * limit]).replace("\r\n", "\n")
    text = "".join(char if char in "\n\t" or not _invisible(char) else "\ufffd" for char in text)
    return text if len(text) <= limit else text[: limit - 4] + " ..."


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")
