"""All tests of a function judged together, once they have run: one explanation for one mistake, said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.grading.evidence import Comparison, Evidence
from autograder.grading.ideas import ideas_behind
from autograder.grading.misconceptions import words_of
from autograder.grading.near_miss import unexplained
from autograder.grading.outcomes import Outcome


def judged_together(outcomes: Sequence[Outcome], evidence: Mapping[str, Evidence]) -> list[Outcome]:
    """The outcomes, explained by what explains all tests of a function, in place of what explains one of them.

    Where nothing explains all of them, a test keeps what explains it alone, but only an idea that explains most of the
    function's wrong answers.

    Args:
        evidence: test -> what it has seen.
    """
    found = {outcome.test: outcome for outcome in outcomes}
    functions = {one.function for seen in evidence.values() for one in seen.comparisons}
    for function in sorted(functions):
        compared = {
            test: [one for one in seen.comparisons if one.function == function] for test, seen in evidence.items()
        }
        first_wrong = {
            test: wrong[0] for test, those in compared.items() if (wrong := [one for one in those if any(one.wrong)])
        }
        if not first_wrong:
            for test, seen in evidence.items():
                if function in seen.gradients and any(compared.values()) and found[test].status == "failed":
                    found[test] = replace(found[test], seen=f"{found[test].seen} Its values are right.")
        elif ideas := ideas_behind([one for those in compared.values() for one in those]):
            found |= {test: _explained(found[test], one, ideas) for test, one in first_wrong.items()}
        else:
            found |= _of_most_answers({test: found[test] for test in first_wrong}, first_wrong)
    return [found[outcome.test] for outcome in outcomes]


def _of_most_answers(outcomes: Mapping[str, Outcome], compared: Mapping[str, Comparison]) -> dict[str, Outcome]:
    """The outcomes of a function's tests; an idea that explains no more than half of its wrong answers is not named."""
    explained: Counter[str] = Counter()
    for test, outcome in outcomes.items():
        if outcome.misconception:
            explained[outcome.misconception] += sum(compared[test].wrong)
    wrong = sum(sum(one.wrong) for one in compared.values())
    return {
        test: replace(outcome, seen=unexplained(compared[test]), hint="", misconception=None)
        if outcome.misconception and 2 * explained[outcome.misconception] <= wrong
        else outcome
        for test, outcome in outcomes.items()
    }


def said_once(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes; an idea, or a hint, that a question has had is not told again, but referred to.

    Args:
        outcomes: in the order in which the student reads them.
    """
    titles: dict[tuple[str, str], str] = {}  # question and idea -> the test that tells it
    hints: set[tuple[str, str]] = set()
    said = []
    for outcome in outcomes:
        if outcome.misconception:
            told = titles.setdefault((outcome.question, outcome.misconception), outcome.title)
            if told != outcome.title:
                words = words_of(outcome.misconception)[0]
                rest = outcome.seen.removesuffix(words).strip()
                outcome = replace(outcome, seen=f"{rest} The same mistake as in «{told}»: see there.".strip(), hint="")
        elif (outcome.question, outcome.hint) in hints:
            outcome = replace(outcome, hint="")
        hints.add((outcome.question, outcome.hint))
        said.append(outcome)
    return said


def _explained(outcome: Outcome, comparison: Comparison, ideas: tuple[str, ...]) -> Outcome:
    """The outcome of a test that failed in this comparison, with those ideas named."""
    if outcome.status != "failed":
        return outcome
    misconception = "+".join(ideas)
    words, hint = words_of(misconception)
    return replace(outcome, seen=f"{comparison.seen} {words}", hint=hint, misconception=misconception)
