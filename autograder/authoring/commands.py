"""The author's commands: make a homework, release it, prove and calibrate its graders."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markdown import Markdown

from autograder.homework import load_homework, samples_folder
from autograder.suggestions import example

if TYPE_CHECKING:
    from autograder.authoring.proof.samples import Kind


@click.command(epilog=example("autograder new signals"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Write FOLDER/solutions: a small homework that is complete, to start from."""
    from autograder.authoring.new import write_starter

    homework = write_starter(folder)
    click.echo(f"{homework} is a homework. Next: cd {folder} && autograder release")


@click.command(epilog=example("autograder release", "autograder release --check"))
@click.option("--check", is_flag=True, help="Only say whether what is committed is current.")
def release(check: bool) -> None:
    """Regenerate assignment/, the hidden Otter tests and dist/ from the homework."""
    from autograder.authoring.release import release as run

    run(load_homework(), check=check)


@click.command(epilog=example("autograder prove attack --workers 2"))
@click.argument("kinds", nargs=-1, type=click.Choice(["misconception", "right", "wrong", "attack"]))
@click.option("--workers", type=click.IntRange(min=1), help="Processes; by default two more than there are processors.")
@click.option("--costs", type=click.Path(dir_okay=False, path_type=Path), help="File for what each attack cost.")
@click.option("--fresh", is_flag=True, help="Grade what is proven already as well.")
@click.option(
    "--again", default=0.0, type=click.FloatRange(0, 1), help="Grade this share of it as well, drawn by chance."
)
@click.option(
    "--reference",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built dist/solution; by default it is built anew.",
)
def prove(
    kinds: tuple[Kind, ...],
    workers: int | None,
    costs: Path | None,
    fresh: bool,
    again: float,
    reference: Path | None,
) -> None:
    """Prove the graders on every sample of these KINDS, by default of all, and then write PROOF.md.

    What was found is kept beside the samples, in proven.json, by the hash of all that it depends on: a sample is graded
    again where it, the graders or the libraries have changed, and an attack on another kernel or with other rights too.

    Exit status: 1 where a sample is not graded as it must be, or a hidden test is needed by none.
    """
    from autograder.atomic import write_whole
    from autograder.authoring.proof import prove as run
    from autograder.authoring.proof import write_proof
    from autograder.authoring.proof.samples import KINDS

    again = 1.0 if fresh or costs is not None else again
    # In an image, say, the samples lie where nothing can be written.
    keep = os.access(samples_folder(settings := load_homework()), os.W_OK)
    proof = run(settings, kinds or KINDS, workers, again=again, keep=keep, reference=reference)
    Console().print(Markdown(proof.markdown()))
    if not kinds:
        write_proof(proof)
    if costs is not None:
        write_whole(costs, proof.costs())
    if proof.failures:
        sys.exit(1)


@click.command(epilog=example("autograder calibrate --seeds 5 --full-seeds 0"))
@click.option("--seeds", default=30, show_default=True, type=click.IntRange(2), help="Of the short training.")
@click.option(
    "--full-seeds", default=5, show_default=True, type=click.IntRange(0), help="Of the full one; 0 leaves it out."
)
@click.option(
    "--dataset",
    help="For the full training, one of the homework's; by default its first.",
)
@click.option(
    "--data",
    envvar="AUTOGRADER_DATA",
    show_envvar=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that holds the data set, or to download it to; by default where Debian's package puts it, if there.",
)
@click.option("--check", is_flag=True, help="Only say whether the figures are current.")
def calibrate(seeds: int, full_seeds: int, dataset: str | None, data: Path | None, check: bool) -> None:
    """Train reference and weak models over many seeds and write thresholds.json and its picture.

    Stopped (Ctrl-C, kill), it keeps the finished runs, and the same command goes on from there.
    """
    from autograder.authoring.calibration.calibrate import calibrate as run
    from autograder.authoring.calibration.calibrate import other_versions, stale
    from autograder.authoring.calibration.tables import print_table

    settings = load_homework()
    try:
        if not check:
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, so that the sandboxes end too
            print_table(run(settings, seeds, full_seeds, dataset, data), Console())
            return
        changes = stale(settings)
    except KeyboardInterrupt:
        click.echo("Stopped. Finished runs are kept: run the same command again to go on.", err=True)
        sys.exit(130)
    for note in other_versions(settings):
        click.echo(f"note: {note}", err=True)
    if changes:
        raise click.ClickException("not current, run `autograder calibrate`: " + "; ".join(changes))
    click.echo("The thresholds are current.")
