"""Two wrong ideas of one function held at once: which pairs are named, and why the others cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison, Predict
from autograder.grading.ideas import Memory, both, explanations
from autograder.grading.misconceptions import predicting
from autograder.grading.pytest_lane import run_and_collect
from autograder.settings import Settings
from autograder.wall.template import Template

Ideas = tuple[str, ...]

NAMED, SHARED, HIDDEN, SAME, SEVERAL, UNDONE, NOTHING = range(7)
_WORDS = {
    NAMED: "both named",
    SHARED: "one of them named",
    HIDDEN: "one hides the other",
    SAME: "the same as another idea",
    SEVERAL: "the same as another pair",
    UNDONE: "one undoes the other",
    NOTHING: "no answer",
}


@dataclass(frozen=True)
class Pair:
    """Two ideas held at once, in one order of the two.

    Attributes:
        ideas: outer and inner: the inner is held wherever the outer calls the function.
        kind: what comes of it, one of the constants of this module.
        others: the simplest explanations of the same answers.
    """

    function: str
    ideas: Ideas
    kind: int
    others: tuple[Ideas, ...]


def comparisons_on(reference: Path, template: Template, settings: Settings) -> dict[str, list[Comparison]]:
    """Function -> what the hidden tests compare of it, on the solved homework."""
    files = {name: (reference / name).read_bytes() for name in settings.files}
    _, evidence = run_and_collect(settings, lambda: template.sandbox(files, settings.limits, 60))
    found: dict[str, list[Comparison]] = {}
    for seen in evidence.values():
        for one in seen.comparisons:
            found.setdefault(one.function, []).append(one)
    return found


def answers(predict: Predict, comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The same comparisons with the answers under an idea, or under two; without those where one has none."""
    found = []
    for one in comparisons:
        with suppress(ValueError, IndexError, KeyError), np.errstate(all="ignore"):
            found.append(replace(one, answers=[one.view(predict(*case)) for case in one.cases]))
    return found


def pairs_of(comparisons: Sequence[Comparison]) -> Iterator[Pair]:
    """What comes of all pairs of ideas about one function.

    Of two orders with the same answers there is one. Where one order hides an idea, only the other order is of two.
    """
    function, oracle, memory = comparisons[0].function, comparisons[0].oracle, Memory()
    known = predicting()[function]
    for one, other in combinations(known, 2):
        first, second = (
            (ideas, answers(both(known[ideas[0]], known[ideas[1]], oracle), comparisons))
            for ideas in ((one, other), (other, one))
        )
        orders = [first] if _same(first[1], second[1]) else [first, second]
        found = [_pair(function, *order, memory) for order in orders]
        yield from [pair for pair in found if pair.kind != HIDDEN] or found[:1]


def _pair(function: str, ideas: Ideas, answered: list[Comparison], memory: Memory) -> Pair:
    if not any(any(one.wrong) for one in answered):
        return Pair(function, ideas, UNDONE if answered else NOTHING, ())
    found = tuple(explanations(answered, memory=memory))
    if not found:  # not finite
        return Pair(function, ideas, NOTHING, ())
    if found == (tuple(sorted(ideas)),):
        kind = NAMED
    elif len(found) == 1 and len(found[0]) == 1:
        kind = HIDDEN if found[0][0] in ideas else SAME
    else:
        kind = SHARED if set(ideas).intersection(*found) else SEVERAL
    return Pair(function, ideas, kind, found)


def _same(one: Sequence[Comparison], other: Sequence[Comparison]) -> bool:
    """Whether they are answers to the same calls, and agree."""
    if [id(some.cases) for some in one] != [id(some.cases) for some in other]:
        return False
    both_answers = zip(
        (x for some in one for x in some.answers), (y for some in other for y in some.answers), strict=True
    )
    return all(close(x, y) for x, y in both_answers)


def section(pairs: Sequence[Pair]) -> list[str]:
    """All of it, as lines of text: the same for the same pairs."""
    functions = dict.fromkeys(pair.function for pair in pairs)
    lines = [
        "## Two wrong ideas at once",
        "",
        "Of every two ideas of one function: what comes where a student holds both, in either order where that makes a",
        "difference, and whether the answers tell which two they are. What is named has the very same answers on all",
        "inputs of all hidden tests.",
        "",
        f"| function | {' | '.join(_WORDS.values())} |",
        f"|---|{'---|' * len(_WORDS)}",
        *(_row(function, [pair for pair in pairs if pair.function == function]) for function in functions),
        _row("all", pairs),
        "",
        "*One of them named*: several pairs have the same answers, and all of them share this idea. *One hides the",
        "other*: the answers are those of one idea alone. *The same as another idea*: that one is named, being the",
        "simpler explanation. *The same as another pair*: nothing is named. *No answer*: every test has an input",
        "without one, as where a shape does not fit, or with one that is not finite; the student reads of that.",
        "",
        "Which they are («a in b»: b is held wherever a calls the function):",
        "",
    ]
    for kind in (SHARED, SAME, SEVERAL, UNDONE):
        for pair in pairs:
            if pair.kind == kind:
                others = [" with ".join(ideas) for ideas in pair.others if ideas != tuple(sorted(pair.ideas))]
                same = f", as {' or '.join(others)}" if others else ""
                lines.append(f"- {_WORDS[kind]}: {' in '.join(pair.ideas)}{same}")
    return lines


def _row(title: str, pairs: Sequence[Pair]) -> str:
    counts = [sum(pair.kind == kind for pair in pairs) for kind in _WORDS]
    return f"| {title} | {' | '.join(map(str, counts))} |"
