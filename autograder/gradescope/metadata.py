"""Reads Gradescope's submission_metadata.json, which may be missing, of another version, or odd: that fails nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Metadata:
    """What is used of it.

    Attributes:
        users: names of those who hand in, more than one in a group.
        late: how long after the due date, or None.
        previous_score: of the latest submission before this one, or None.
    """

    users: tuple[str, ...] = ()
    late: timedelta | None = None
    previous_score: float | None = None


def read_metadata(path: Path) -> Metadata:
    """What `path` says; nothing where it is not there, which is how a run outside Gradescope looks."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Metadata()
    if not isinstance(table, dict):
        return Metadata()
    users = [user.get("name") for user in _list(table, "users") if isinstance(user, dict)]
    return Metadata(
        users=tuple(str(name) for name in users if name),
        late=_late(table),
        previous_score=_previous_score(table),
    )


def _late(table: dict[str, Any]) -> timedelta | None:
    assignment = table.get("assignment")
    if not isinstance(assignment, dict):
        return None
    try:
        after = datetime.fromisoformat(table["created_at"]) - datetime.fromisoformat(assignment["due_date"])
    except (KeyError, TypeError, ValueError):  # also one time with a zone and one without
        return None
    return after if after > timedelta(0) else None


def _previous_score(table: dict[str, Any]) -> float | None:
    """The score of the latest earlier submission that was graded."""
    scores = []
    for submission in _list(table, "previous_submissions"):
        try:
            if not submission.get("autograder_error"):
                scores.append((str(submission["submission_time"]), float(submission["score"])))
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
    return max(scores)[1] if scores else None


def _list(table: dict[str, Any], key: str) -> list[Any]:
    value = table.get(key)
    return value if isinstance(value, list) else []
