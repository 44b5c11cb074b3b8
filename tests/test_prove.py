"""The graders' proof: run once, on all that is not proven yet and a share of the rest, and shown to be able to fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.proof import prove
from autograder.authoring.proof.examine import Examiner
from autograder.authoring.proof.proof import Proof
from autograder.authoring.proof.proven import Proven
from autograder.authoring.proof.samples import KINDS, Kind, samples
from autograder.settings import PACKAGE, Settings


@pytest.fixture(scope="module")
def proof(settings: Settings, reference: Path) -> Proof:
    """Of what is proven already, one sample in forty, drawn by chance, is graded again."""
    return prove(settings, again=1 / 40, reference=reference)


@pytest.fixture(scope="module")
def examiner(reference: Path, settings: Settings) -> Iterator[Examiner]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_TOKEN", "")  # the examiner sets it: it is gone again afterwards
        one = Examiner(reference, settings)
        yield one
        one.template.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_is_graded_as_it_must_be(kind: Kind, proof: Proof) -> None:
    assert [failure for failure in proof.failures if failure.startswith(kind)] == []


def test_every_hidden_test_earns_its_place(proof: Proof) -> None:
    assert {test for test, alone in proof.needed().items() if not alone} == set()


def test_of_few_wrong_answers_the_student_reads_only_that_they_are_wrong(proof: Proof) -> None:
    samples, _, _, unexplained = proof.in_all()
    assert unexplained <= 0.15 * samples


def test_the_committed_proof_is_what_was_found(proof: Proof) -> None:
    assert (PACKAGE.parent / "PROOF.md").read_text(encoding="utf-8") == proof.markdown()


def test_what_is_known_of_pairs_of_ideas_counts_for_the_same_graders_alone(settings: Settings, tmp_path: Path) -> None:
    proven = Proven(settings)
    proven.path = tmp_path / "proven.json"
    proven.write([], ["## Two wrong ideas at once"])
    again = Proven(settings)
    again.kept = dict(json.loads(proven.path.read_text(encoding="utf-8")))
    assert again.pairs() == ("## Two wrong ideas at once",)
    again.versions["1a"] = "another"
    assert again.pairs() is None


def test_there_are_as_many_samples_of_every_kind_as_is_said(settings: Settings) -> None:
    """As many as docs/authoring.md says."""
    claimed = " ".join((PACKAGE.parent / "docs" / "authoring.md").read_text(encoding="utf-8").split())
    assert f"{len(samples('misconception', settings))} misconceptions, each recognised" in claimed
    assert f"{len(samples('right', settings))} right solutions in other styles" in claimed
    assert f"{len(samples('wrong', settings))} other wrong ones" in claimed
    assert "more than ninety attacks" in claimed and len(samples("attack", settings)) > 90
    for kind in KINDS:
        names = [sample.name for sample in samples(kind, settings)]
        assert len(names) == len(set(names))


def test_a_right_solution_that_loses_points_contradicts_the_proof(examiner: Examiner, settings: Settings) -> None:
    reversed_kernel = next(sample for sample in samples("misconception", settings) if sample.name == "kernel-reversed")
    found = examiner.examine(replace(reversed_kernel, kind="right"))
    assert len(found.problems) == 1 and "test_matrix_reproduces_conv1d" in found.problems[0]


def test_a_misconception_that_keeps_its_points_or_its_name_contradicts_the_proof(
    examiner: Examiner, settings: Settings
) -> None:
    sample = next(sample for sample in samples("misconception", settings) if sample.name == "kernel-reversed")
    harmless = examiner.examine(replace(sample, appended={}))
    assert any("lost nothing" in problem for problem in harmless.problems)
    renamed = examiner.examine(replace(sample, name="circular-border"))
    assert renamed.problems == ("recognised as kernel-reversed",)
    elsewhere = examiner.examine(replace(sample, question="1b"))
    assert any("should lose in 1b alone" in problem for problem in elsewhere.problems)


def test_a_wrong_solution_that_is_called_what_it_is_not_contradicts_the_proof(
    examiner: Examiner, settings: Settings
) -> None:
    sample = next(sample for sample in samples("wrong", settings) if sample.name == "1d/channel_mean")
    assert examiner.examine(sample).problems == ()
    found = examiner.examine(replace(sample, idea="kernels-flipped"))
    assert found.problems == ("called channels-averaged, which is not the idea that it holds",)


def test_an_attack_that_shows_a_secret_or_costs_more_contradicts_the_proof(
    examiner: Examiner, settings: Settings
) -> None:
    attack = next(sample for sample in samples("attack", settings) if sample.name == "files/exit_in_a_call")
    assert examiner.examine(attack).problems == ()
    assert any("lost" in problem for problem in examiner.examine(replace(attack, loses=frozenset())).problems)
    assert any("not told" in problem for problem in examiner.examine(replace(attack, flagged="a dragon")).problems)
    leak = 'def weight_counts(n, k):\n    raise ValueError("CANARY")\n'
    leaking = replace(attack, replaced={"toeplitz.py": "from honest import *\n" + leak}, flagged="")
    assert "a student could see 'canary'" in examiner.examine(leaking).problems


def test_a_hidden_test_that_no_sample_needs_contradicts_the_proof(proof: Proof) -> None:
    alone = next(test for test, names in proof.needed().items() if names)
    fewer = [finding for finding in proof.findings if finding.lost != (alone,)]
    assert f"{alone}: no sample fails it and nothing else in its question" in Proof(proof.settings, fewer).failures
