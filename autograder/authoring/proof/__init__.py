"""`autograder prove`: the graders' proof of themselves, on every sample there is."""

from __future__ import annotations

import math
import multiprocessing
import multiprocessing.util
import random
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from autograder.atomic import write_whole
from autograder.authoring.proof.examine import Examiner, Finding
from autograder.authoring.proof.pairs import Pair, pairs_of, section
from autograder.authoring.proof.proof import Proof
from autograder.authoring.proof.proven import Proven
from autograder.authoring.proof.samples import KINDS, Kind, Sample, samples
from autograder.grading.misconceptions import predicting
from autograder.homework import use
from autograder.machine import cpus
from autograder.progress import progress
from autograder.settings import Settings

_examiner: Examiner | None = None  # of a worker process


def prove(
    settings: Settings,
    kinds: Sequence[Kind] = KINDS,
    workers: int | None = None,
    console: Console | None = None,
    again: float = 0.0,
    keep: bool = False,
    reference: Path | None = None,
) -> Proof:
    """Grade every sample of these kinds, in parallel, and judge the graders by it.

    Args:
        workers: processes.
        again: the share, drawn by chance, of what is proven already by these very graders that is graded again.
        keep: whether to write down what is proven now, also where this is stopped.
        reference: the solved homework, a built dist/solution; built anew where it is not given.
    """
    console = console or Console(stderr=True)
    wanted = [sample for kind in kinds for sample in samples(kind, settings)]
    proven = Proven(settings)
    known = {_key(sample): finding for sample in wanted if (finding := proven.get(sample))}
    # By chance, so that in time each is looked at again, whoever wrote down that it is proven.
    drawn = random.sample(sorted(known), round(again * len(known)))
    found = {key: finding for key, finding in known.items() if key not in drawn}
    if known:
        console.print(
            f"{len(known)} of {len(wanted)} samples are proven already; {len(drawn)} of them are graded again."
        )
    todo = [sample for sample in wanted if _key(sample) not in found]
    functions = _functions(settings) if {*kinds} == {*KINDS} else []
    known_pairs = proven.pairs() if functions else ()
    look = known_pairs is None or (functions and random.random() < again)
    pairs = known_pairs or ()
    if not todo and not look:
        return Proof(settings, [found[_key(sample)] for sample in wanted], pairs)
    with ExitStack() as stack:
        if reference is None:
            # Here, for a grader's image has not what a release needs, and proves with a reference that is built.
            from autograder.authoring.release import build

            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            with console.status("Building the reference ..."):
                build(settings, folder)
            reference = folder / "dist" / "solution"
        # Attacks mostly wait for a time limit, so there is work for more processes than there are processors.
        pool = stack.enter_context(
            ProcessPoolExecutor(
                workers or math.ceil(cpus()) + 2,
                multiprocessing.get_context("spawn"),
                _start,
                (reference, settings),
            )
        )
        of_pairs = [pool.submit(_pairs, function) for function in functions] if look else []
        try:
            for finding in _examine_all(todo, pool, console):
                found[_key(finding.sample)] = finding
            if look:
                pairs = tuple(section([pair for future in of_pairs for pair in future.result()]))
        finally:
            if keep:
                proven.write(found.values(), pairs)
    return Proof(settings, [found[_key(sample)] for sample in wanted], pairs)


def write_proof(proof: Proof) -> None:
    """Write PROOF.md beside the homework, all or nothing."""
    write_whole(proof.settings.folder.parent / "PROOF.md", proof.markdown())


def _examine_all(todo: list[Sample], pool: ProcessPoolExecutor, console: Console) -> Iterator[Finding]:
    """What is found on each, as it is found."""
    with progress(console=console) as bar:
        task = bar.add_task("Proving", total=len(todo))
        # Mixed, so that some samples compute while others, the attacks, wait.
        for future in as_completed(pool.submit(_examine, one) for one in random.Random(0).sample(todo, len(todo))):
            yield future.result()
            bar.advance(task)


def _functions(settings: Settings) -> list[str]:
    """Those of which there are several ideas that predict answers."""
    use(settings)
    return sorted(function for function, ideas in predicting().items() if len(ideas) > 1)


def _pairs(function: str) -> list[Pair]:
    assert _examiner is not None
    return list(pairs_of(_examiner.compared[function]))


def _key(sample: Sample) -> tuple[str, str]:
    """What tells samples apart, in whatever process they are."""
    return sample.kind, sample.name


def _start(reference: Path, settings: Settings) -> None:
    global _examiner
    _examiner = Examiner(reference, settings)
    # A worker process leaves without atexit; this is what it does run.
    multiprocessing.util.Finalize(None, _examiner.template.close, exitpriority=1)


def _examine(sample: Sample) -> Finding:
    assert _examiner is not None
    return _examiner.examine(sample)
