"""How late a submission is, and what that costs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.batch.adjustments import Extend, Late

# As Gradescope's export writes a time: with nanoseconds, and Z, UTC or an offset behind.
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)")


@dataclass(frozen=True)
class Lateness:
    """How late: days begun after the due date and the grace, and how many of them cost something."""

    days: int
    charged: int
    due: datetime


def parse_time(text: str) -> datetime | None:
    """The moment that an export's text means; None where it means none."""
    match = _TIME.match(text.strip())
    if match is None:
        return None
    day, clock, zone = match.groups()
    zone = "+0000" if zone in ("Z", "UTC") else zone.replace(":", "")
    try:
        return datetime.strptime(f"{day} {clock} {zone}", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def lateness(rule: Late, extension: Extend | None, moment: datetime) -> Lateness:
    """How late something is that was handed in at `moment`."""
    due = rule.due
    if extension is not None:
        due = extension.due or due + timedelta(days=extension.days or 0)
    over = moment - due
    days = math.ceil((over - timedelta(minutes=rule.grace_minutes)) / timedelta(days=1))
    days = max(0, days)
    return Lateness(days, max(0, days - rule.free_days), due)


def penalty(rule: Late, late: Lateness, earned: float) -> float:
    """The points that are taken from the `earned` ones; never more than these."""
    cap = earned if rule.cap is None else _points(rule.cap, earned)
    return min(earned, cap, late.charged * _points(rule.per_day, earned))


def reason(rule: Late, extension: Extend | None, late: Lateness) -> str:
    """Why points are taken, for the student."""
    days = f"{late.days} day{'s' if late.days != 1 else ''} late (it was due {late.due:%Y-%m-%d %H:%M %z})"
    free = f", {late.days - late.charged} of which cost nothing" if late.charged < late.days else ""
    unit = rule.per_day if isinstance(rule.per_day, str) else f"{rule.per_day:g} points"
    cap = "" if rule.cap is None else f", at most {rule.cap if isinstance(rule.cap, str) else f'{rule.cap:g} points'}"
    granted = f" Your due date was moved: {extension.reason}" if extension else ""
    return f"Handed in {days}{free}: {unit} for each day begun{cap}.{granted}"


def _points(amount: float | str, earned: float) -> float:
    return amount if not isinstance(amount, str) else float(amount.rstrip("% ")) / 100 * earned
