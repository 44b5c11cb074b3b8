"""A mistake costs its points once: what stands in for what a function needs, by the homework's table."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.homework import hidden
from autograder.settings import Settings
from autograder.wall.student import StandIn


def stand_ins_for(*names: str) -> dict[str, StandIn]:
    """The student's functions and classes that those in `names`, or questions, need -> what stands in for them.

    It is the homework's hidden/needs.py that says so: NEEDS and STAND_INS. Empty where there is none.
    """
    table = hidden("needs")
    if table is None:
        return {}
    stand_ins: Mapping[str, StandIn] = table.STAND_INS
    return {needed: stand_ins[needed] for name in names for needed in table.NEEDS.get(name, ())}


def questions_behind(question: str, settings: Settings) -> list[str]:
    """The other questions whose tests run a file that `question` needs something of, by the homework's table."""
    files = {f"{name.split('.')[0]}.py" for name in stand_ins_for(question)}
    return [one.id for one in settings.questions.values() if one.id != question and files & set(one.files)]
