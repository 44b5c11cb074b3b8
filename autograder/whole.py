"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, text: str | Iterable[str]) -> None:
    """Put `text` (UTF-8), or its pieces, in the place of `path`: readers see the old file or the new one, never a part.

    Raises:
        OSError: it cannot be written, as on a full disk; nothing is left behind.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.writelines([text] if isinstance(text, str) else text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
