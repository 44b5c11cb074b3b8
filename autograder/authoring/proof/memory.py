"""The most memory that this process takes while something is done."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

_PROCESS = Path("/proc/self")


class Peak:
    """What this process takes at most from now on, in megabytes.

    The kernel keeps the peak of a process; a new program inherits getrusage's from the one that started it, so it is
    read from where it can be set back. Elsewhere than on Linux nothing is known: both figures are 0.
    """

    def __init__(self) -> None:
        with suppress(OSError):
            (_PROCESS / "clear_refs").write_text("5")  # sets VmHWM back to VmRSS
        self._before = _read("VmRSS")

    @property
    def mb(self) -> float:
        """The whole process at its largest."""
        return _read("VmHWM")

    @property
    def grown_mb(self) -> float:
        """What came on top of what it had already."""
        return self.mb - self._before


def _read(key: str) -> float:
    try:
        found = re.search(rf"^{key}:\s+(\d+) kB$", (_PROCESS / "status").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
