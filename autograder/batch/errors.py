"""What ends a batch before its time."""

from __future__ import annotations


class RosterError(ValueError):
    """There is nothing to grade in it; the message says what is expected."""


class BatchError(RuntimeError):
    """The batch cannot go on; what is done is kept, and the message says what to do."""
