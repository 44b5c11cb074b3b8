"""The command `autograder`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder import __version__
from autograder.config import PACKAGE, ConfigError, load_settings

EXIT_USAGE, EXIT_FAILED = 2, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Grade, regenerate and calibrate the homework on weight sharing in CNNs."""


@main.command()
@click.argument("submission", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
def grade(submission: Path, out: Path) -> None:
    """Grade SUBMISSION (a folder, a .zip or an .ipynb) and write results.json and feedback.html.

    Exit status: 0 graded, whatever the score; 2 wrong usage; 3 the grader itself failed.
    """
    from autograder.feedback import write_feedback
    from autograder.grade import grade_submission
    from autograder.results import print_table, write_failure, write_results, write_staff
    from autograder.whole import write_whole

    console = Console()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--out {out} cannot be made: {error.strerror}") from error
    try:
        settings = load_settings()
        with _progress() as progress:
            task = progress.add_task("Grading", total=len(settings.question_of))
            result = grade_submission(submission, settings, advance=lambda: progress.advance(task))
        write_results(result, settings, out / "results.json")
        write_feedback(result, settings, out / "feedback.html")
        write_staff(result, out / "staff.txt")
        if result.notebook is not None:
            write_whole(out / "executed.ipynb", result.notebook)
    except Exception as error:  # whatever it is: results.json must say so
        console.print_exception()
        write_failure(f"{type(error).__name__}: {error}", out / "results.json")
        sys.exit(EXIT_FAILED)
    print_table(result, settings, console, feedback=out / "feedback.html")
    if result.failed_to_run:
        sys.exit(EXIT_FAILED)


@main.command()
@click.option("--check", is_flag=True, help="Only say whether what is committed is current.")
def release(check: bool) -> None:
    """Regenerate assignment/, the hidden Otter tests and dist/ from solutions/."""
    from autograder.release import ReleaseError
    from autograder.release import release as run

    try:
        run(PACKAGE.parent, check=check)
    except (ReleaseError, ConfigError) as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--seeds", default=30, show_default=True, type=click.IntRange(2), help="Of the short training.")
@click.option(
    "--full-seeds", default=5, show_default=True, type=click.IntRange(0), help="Of the full one; 0 leaves it out."
)
@click.option(
    "--dataset",
    default="fashion-mnist",
    show_default=True,
    type=click.Choice(["fashion-mnist", "cifar-10"]),
    help="For the full training.",
)
@click.option(
    "--data",
    envvar="AUTOGRADER_DATA",
    show_envvar=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that holds the data set, or to download it to; by default where Debian's package puts it, if there.",
)
@click.option("--check", is_flag=True, help="Only say whether the figures are current.")
def calibrate(seeds: int, full_seeds: int, dataset: str, data: Path | None, check: bool) -> None:
    """Train reference and weak models over many seeds and write thresholds.json and its picture.

    Stopped (Ctrl-C, kill), it keeps the finished runs, and the same command goes on from there.
    """
    from autograder.calibration.calibrate import calibrate as run
    from autograder.calibration.calibrate import other_versions, stale
    from autograder.calibration.report import print_table
    from autograder.calibration.runs import CalibrationError

    root = PACKAGE.parent
    try:
        if not check:
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, so that the sandboxes end too
            print_table(run(root, seeds, full_seeds, dataset, data), Console())
            return
        changes = stale(root)
    except CalibrationError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped. Finished runs are kept: run the same command again to go on.", err=True)
        sys.exit(130)
    for note in other_versions(root):
        click.echo(f"note: {note}", err=True)
    if changes:
        raise click.ClickException("not current, run `make calibrate`: " + "; ".join(changes))
    click.echo("The thresholds are current.")


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
