"""`autograder prove`: the graders' proof of themselves, on every sample there is."""

from __future__ import annotations

import math
import multiprocessing
import multiprocessing.util
import random
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder.atomic import write_whole
from autograder.authoring.proof.examine import Examiner, Finding
from autograder.authoring.proof.proof import Proof
from autograder.authoring.proof.samples import Kind, Sample, samples
from autograder.authoring.release import build
from autograder.machine import cpus
from autograder.settings import Settings

KINDS: tuple[Kind, ...] = ("misconception", "right", "wrong", "attack")

_examiner: Examiner | None = None  # of a worker process


def prove(
    settings: Settings, kinds: Sequence[Kind] = KINDS, workers: int | None = None, console: Console | None = None
) -> Proof:
    """Grade every sample of these kinds, in parallel, and judge the graders by it."""
    console = console or Console(stderr=True)
    todo = [sample for kind in kinds for sample in samples(kind, settings)]
    # Attacks mostly wait for a time limit, so there is work for more processes than there are processors.
    workers = workers or math.ceil(cpus()) + 2
    with tempfile.TemporaryDirectory() as name, console.status("Building the reference ..."):
        built = Path(name)
        build(settings, built)
        findings = _examine_all(todo, built / "dist" / "solution", settings, workers, console)
    return Proof(settings, findings)


def write_proof(proof: Proof) -> None:
    """Write PROOF.md beside the homework, all or nothing."""
    write_whole(proof.settings.folder.parent / "PROOF.md", proof.markdown())


def _examine_all(
    todo: list[Sample], reference: Path, settings: Settings, workers: int, console: Console
) -> list[Finding]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start, (reference, settings))
    with pool, Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Proving", total=len(todo))
        # Mixed, so that some samples compute while others, the attacks, wait.
        mixed = random.Random(0).sample(todo, len(todo))
        tasks = {pool.submit(_examine, sample): sample for sample in mixed}
        found: dict[int, Finding] = {}
        for future in as_completed(tasks):
            found[id(tasks[future])] = future.result()
            progress.advance(task)
    return [found[id(sample)] for sample in todo]


def _start(reference: Path, settings: Settings) -> None:
    global _examiner
    _examiner = Examiner(reference, settings)
    # A worker process leaves without atexit; this is what it does run.
    multiprocessing.util.Finalize(None, _examiner.template.close, exitpriority=1)


def _examine(sample: Sample) -> Finding:
    assert _examiner is not None
    return _examiner.examine(sample)
