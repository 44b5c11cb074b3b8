"""Which of a student's functions ran into a time limit, in the whole of a grading: none is waited for as long again."""

from __future__ import annotations

import threading
from collections.abc import Iterable

# Seconds for a call of what has hung once, twice, and more often. A right answer takes a fraction of the last, on the
# smallest container as well, so that a function that hangs on some inputs alone keeps the tests that it passes.
_GRACE = (5.0, 3.0, 2.0)


class Hung:
    """Dotted names ("windows.Window"; "windows" alone where the import hung) -> how often. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._times

    def add(self, name: str) -> None:
        with self._lock:
            self._times[name] = self._times.get(name, 0) + 1

    def blame(self, names: Iterable[str], instead_of: str) -> None:
        """One time was that of `names`, which `instead_of` calls."""
        with self._lock:
            self._times[instead_of] = self._times.get(instead_of, 0) - 1
            if self._times[instead_of] <= 0:
                del self._times[instead_of]
        for name in names:
            self.add(name)

    def grace(self, name: str) -> float:
        """Seconds that a call of `name` may take; infinity where it has not hung."""
        times = self._times.get(name, 0)
        return _GRACE[min(times, len(_GRACE)) - 1] if times else float("inf")
