"""Writes a file whole or not at all, and waits for room where the disk is full."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PAUSES = (1.0, 5.0, 15.0, 30.0)  # seconds before each further try on a full disk


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


def is_full(error: BaseException) -> bool:
    """Whether a disk, or what one may use of it, is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def when_there_is_room(write: Callable[[], object], say: Callable[[str], object]) -> None:
    """Do `write`; where the disk is full, say so and try again, for most of a minute.

    Raises:
        OSError: the disk is still full, or `write` failed for another reason.
    """
    for pause in PAUSES:
        try:
            write()
            return
        except OSError as error:
            if not is_full(error):
                raise
            say(f"The disk is full: {error}. What is written is kept; the next try is in {pause:g} s.")
            time.sleep(pause)
    write()
