"""A student's text, made safe to show: bounded, and without what a terminal or a browser would obey."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d\u00ad"  # zero-width non-joiner and joiner, soft hyphen
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")


def printable(text: str, limit: int) -> str:
    """`text` with terminal escapes dropped, other invisible characters replaced, and at most `limit` characters.

    Line breaks and tabs stay, and the joiners that Persian and emoji need. Control characters, lone surrogates,
    private-use characters, and other marks that nobody sees, such as those that turn the direction of writing, become
    U+FFFD.
    """
    text = _ESCAPES.sub("", text[: 4 * limit]).replace("\r\n", "\n")
    text = "".join(char if char in "\n\t" or not _invisible(char) else "\ufffd" for char in text)
    return text if len(text) <= limit else text[: limit - 4] + " ..."


def _invisible(char: str) -> bool:
    return char not in _JOINERS and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")
