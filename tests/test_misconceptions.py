"""The catalogue: complete entries, each of which is recognised by the hidden tests, and never taken for another."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from autograder.authoring.proof.pairs import answers, comparisons_on
from autograder.errors import Failed
from autograder.grading.checks import matches_oracle
from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison, Predict
from autograder.grading.ideas import Memory, both, explanations, ideas_behind
from autograder.grading.misconceptions import Misconception, catalogue
from autograder.homework import graders, otter_folder
from autograder.settings import Settings
from autograder.wall.template import Template
from hidden import oracles

CATALOGUE = catalogue()
PREDICTING = [id for id, entry in CATALOGUE.items() if entry.predict]
FUNCTIONS = sorted({CATALOGUE[id].function for id in PREDICTING})

Ideas = tuple[str, ...]


@pytest.fixture(scope="module")
def compared(reference: Path, template: Template, settings: Settings) -> dict[str, list[Comparison]]:
    """Function -> what the hidden tests compare of it, on the reference."""
    return comparisons_on(reference, template, settings)


@pytest.mark.parametrize("id", CATALOGUE)
def test_an_entry_is_complete(id: str, settings: Settings) -> None:
    entry = CATALOGUE[id]
    assert entry.question in settings.questions
    assert f"{entry.function.split('.')[0]}.py" in [*settings.files, "notebook.py"]
    for text in (entry.thinking, entry.seen, entry.hint):
        assert text == text.strip()
        assert text[-1] in ".?"


def test_no_two_ideas_about_a_function_are_told_in_the_same_words() -> None:
    told = [(entry.function, entry.seen) for entry in CATALOGUE.values()]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("id", [id for id in CATALOGUE if id not in PREDICTING])
def test_an_entry_without_a_prediction_is_named_by_a_hidden_test(id: str, settings: Settings) -> None:
    paths = [*graders(settings), *otter_folder(settings).glob("*.py")]
    assert any(re.search(f"""["']{id}["']""", path.read_text(encoding="utf-8")) for path in paths)


@pytest.mark.parametrize("id", PREDICTING)
def test_an_answer_under_a_wrong_idea_is_recognised_and_never_taken_for_another(
    id: str, compared: dict[str, list[Comparison]]
) -> None:
    entry = CATALOGUE[id]
    assert entry.predict
    answered = answers(entry.predict, compared[entry.function])
    assert ideas_behind(answered) == (id,)
    # With k = 3 and symmetric kernels ideas may coincide; then one test alone names none, and never a wrong one.
    assert {ideas_behind([one], most=1) for one in answered if any(one.wrong)} <= {(id,), ()}


def test_the_reference_has_nothing_wrong_about_any_function_of_the_catalogue(
    compared: dict[str, list[Comparison]],
) -> None:
    assert set(compared) >= set(FUNCTIONS)
    for function in FUNCTIONS:
        assert not any(any(one.wrong) for one in compared[function])


@pytest.mark.parametrize(
    ("function", "one", "other"),
    [
        ("toeplitz.toeplitz_matrix", "circular-border", "kernel-reversed"),
        ("toeplitz.toeplitz_matrix", "kernel-reversed", "last-column-forgotten"),
        ("toeplitz.locally_connected_matrix", "row-kernels-reversed", "rows-in-reverse-order"),
        ("locally_connected.LocallyConnected2d", "kernels-flipped", "relu-in-the-layer"),
        ("locally_connected.as_linear", "linear-bias-forgotten", "linear-kernels-flipped"),
        ("equivariance.translate", "axes-exchanged", "roll-instead-of-shift"),
        ("equivariance.translate", "roll-instead-of-shift", "rows-shifted-the-other-way"),
        ("equivariance.equivariance_error", "absolute-error", "no-margin"),
        ("equivariance.equivariance_error", "squared-error", "shifted-by-roll"),
        ("equivariance.equivariance_error", "band-of-the-shift-counted", "mean-absolute-difference"),
        ("models.CNN", "circular-padding", "last-relu-missing"),
        ("models.MLP", "mlp-tanh", "mlp-log-softmax"),
    ],
)
def test_two_ideas_held_at_once_are_both_named(
    compared: dict[str, list[Comparison]], function: str, one: str, other: str
) -> None:
    found = {
        ideas_behind(answers(of_both(outer, inner, compared[function][0].oracle), compared[function]))
        for outer, inner in ((one, other), (other, one))
    }
    assert tuple(sorted((one, other))) in found
    assert found <= {tuple(sorted((one, other))), (one,), (other,)}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_two_ideas_answer_is_never_taken_for_anything_that_answers_otherwise(
    compared: dict[str, list[Comparison]], function: str
) -> None:
    """Some pairs, drawn at random; the proof looks at all of them, and remembers what each idea predicts."""
    comparisons = compared[function]
    oracle, memory = comparisons[0].oracle, Memory()
    ideas = [id for id in PREDICTING if CATALOGUE[id].function == function]
    pairs = list(permutations(ideas, 2))
    for pair in random.Random(0).sample(pairs, min(len(pairs), 40)):
        answered = answers(of_both(*pair, oracle), comparisons)
        if not any(any(one.wrong) for one in answered):
            continue  # one undoes the other
        for named in explanations(answered, memory=memory):
            held = [CATALOGUE[named[0]].predict] if len(named) == 1 else orders(named, oracle)
            assert any(same(answers(one, answered), answered) for one in held if one)


def test_of_pairs_with_the_same_answers_the_idea_that_they_share_is_named(
    compared: dict[str, list[Comparison]],
) -> None:
    comparisons = compared["equivariance.translate"]
    answered = answers(of_both("axes-exchanged", "columns-shifted-the-other-way", comparisons[0].oracle), comparisons)
    assert len(explanations(answered)) == 2 and ideas_behind(answered) == ("axes-exchanged",)


def test_two_ideas_that_fit_name_none(monkeypatch: pytest.MonkeyPatch, compared: dict[str, list[Comparison]]) -> None:
    first = CATALOGUE["kernel-reversed"]
    twin = Misconception("twin", "1a", first.function, "A.", "B.", "C.", "", first.predict)
    monkeypatch.setitem(catalogue(), "twin", twin)
    assert first.predict
    assert ideas_behind(answers(first.predict, compared[first.function])) == ()


def test_what_the_student_reads_names_what_was_seen_and_no_expected_value() -> None:
    cases = [(np.array([1.0, 2.0, 3.0]), n) for n in (4, 5)]
    with pytest.raises(Failed) as caught:
        matches_oracle(
            "toeplitz.toeplitz_matrix", cases, lambda kernel, n: np.ones((n, 7)), oracles.toeplitz_matrix, what="it"
        )
    assert caught.value.seen == "Wrong shape of it on every input, such as (4, 7)."
    assert caught.value.misconception is None


def same(some: Sequence[Comparison], others: Sequence[Comparison]) -> bool:
    """Whether these are the same answers, up to rounding, wherever the others are wrong."""
    mine = {id(one.cases): one.answers for one in some}
    return all(
        id(theirs.cases) in mine and close(mine[id(theirs.cases)][place], theirs.answers[place])
        for theirs in others
        for place, wrong in enumerate(theirs.wrong)
        if wrong
    )


def of_both(outer: str, inner: str, oracle: Predict) -> Predict:
    one, other = CATALOGUE[outer].predict, CATALOGUE[inner].predict
    assert one and other
    return both(one, other, oracle)


def orders(names: Ideas, oracle: Predict) -> Iterator[Predict]:
    for outer, inner in permutations(names):
        yield of_both(outer, inner, oracle)
