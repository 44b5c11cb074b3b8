"""The command `autograder`."""

from __future__ import annotations

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder import __version__
from autograder.errors import ConfigError
from autograder.homework import VARIABLE, load_homework

if TYPE_CHECKING:
    from autograder.authoring.proof.samples import Kind
    from autograder.settings import Settings

EXIT_USAGE, EXIT_FAILED = 2, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--homework",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=f"Folder of the homework; by default {VARIABLE}'s, else ./solutions, else the one that came with the grader.",
)
@click.version_option(__version__)
def main(homework: Path | None) -> None:
    """Grade a homework, regenerate it, and prove and calibrate its graders."""
    if homework is not None:
        os.environ[VARIABLE] = str(homework.resolve())  # for the workers of a batch as well


def _homework() -> Settings:
    """The homework that every command is about.

    Raises:
        click.ClickException: it is not usable.
    """
    try:
        return load_homework()
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("submission", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--pdf", is_flag=True, help="Also print the written answers to written.pdf (needs Chromium).")
def grade(submission: Path, out: Path, pdf: bool) -> None:
    """Grade SUBMISSION (a folder, a .zip or an .ipynb) and write results.json and feedback.html.

    For staff: staff.txt (flags, tracebacks, prints), written.html (the written answers), executed.ipynb.

    Exit status: 0 graded, whatever the score; 2 wrong usage; 3 the grader itself failed.
    """
    from autograder.atomic import is_full, write_whole
    from autograder.grading.grade import grade_submission
    from autograder.outputs.feedback import write_feedback
    from autograder.outputs.results import print_table, write_failure, write_results, write_staff
    from autograder.outputs.written import print_to_pdf, write_written

    console = Console()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--out {out} cannot be made: {error.strerror}") from error
    try:
        settings = load_homework()
        with _progress() as progress:
            task = progress.add_task("Grading", total=len(settings.question_of))
            result = grade_submission(submission, settings, advance=lambda outcome: progress.advance(task))
        write_results(result, settings, out / "results.json")
        write_feedback(result, settings, out / "feedback.html")
        write_staff(result, out / "staff.txt")
        write_written({submission.stem: result.answers}, settings, out / "written.html")
        if result.notebook is not None:
            write_whole(out / "executed.ipynb", result.notebook)
    except Exception as error:  # whatever it is: results.json must say so
        if is_full(error):
            console.print(
                f"The disk is full: {error}. What is written whole is kept. Make room, and run the same command again.",
                markup=False,
            )
            sys.exit(EXIT_FAILED)
        console.print_exception()
        write_failure(f"{type(error).__name__}: {error}", out / "results.json")
        sys.exit(EXIT_FAILED)
    print_table(result, settings, console, feedback=out / "feedback.html")
    if pdf and (problem := print_to_pdf(out / "written.html", out / "written.pdf")):
        console.print(f"written.pdf was not made: {problem}; print {out / 'written.html'} from a browser", markup=False)
    if result.failed_to_run:
        sys.exit(EXIT_FAILED)


@main.command()
@click.option(
    "--root",
    default="/autograder",
    show_default=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Holds submission/ and submission_metadata.json; results/ is written there.",
)
def gradescope(root: Path) -> None:
    """Grade what Gradescope uploaded: its run_autograder calls this.

    Whatever happens, ROOT/results/results.json is valid and says what is known. What is printed is for staff.
    """
    from autograder.gradescope.harness import grade_upload

    grade_upload(root, Console(width=120))


@main.command()
@click.option("--check", is_flag=True, help="Only say whether what is committed is current.")
def release(check: bool) -> None:
    """Regenerate assignment/, the hidden Otter tests and dist/ from the homework."""
    from autograder.authoring.release import release as run
    from autograder.errors import ReleaseError

    try:
        run(_homework(), check=check)
    except (ReleaseError, ConfigError) as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("submissions", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--scheduler", help="Address of a running Dask scheduler; by default this machine's own workers.")
@click.option("--workers", type=click.IntRange(min=1), help="Workers on this machine; by default one a processor.")
@click.option("--fresh", is_flag=True, help="Grade all anew, also what is done.")
@click.option("--dashboard", is_flag=True, help="Serve Dask's dashboard.")
def batch(
    submissions: Path, out: Path, scheduler: str | None, workers: int | None, fresh: bool, dashboard: bool
) -> None:
    """Grade SUBMISSIONS: a folder of them, or the zip that Gradescope exports.

    Started again, it goes on where it stopped. Writes a folder for each, grades.csv and report.html.
    """
    from autograder.batch.run import grade_all
    from autograder.errors import BatchError, RosterError
    from autograder.outputs.printable import printable

    if dashboard and find_spec("bokeh") is None:
        raise click.UsageError("--dashboard needs bokeh: pip install 'autograder[dashboard]'")
    console = Console()
    settings = _homework()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, so that the workers end too
    options: dict[str, Any] = {"scheduler": scheduler, "workers": workers, "fresh": fresh, "dashboard": dashboard}
    try:
        summary = grade_all(submissions, out, settings, **options)
        if summary.graded or summary.aside or not (out / "report.html").is_file():
            from autograder.batch.report import write_report

            write_report(out, settings)
    except RosterError as error:
        raise click.UsageError(str(error)) from error
    except BatchError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"the report cannot be written: {error}; later: autograder report {out}") from error
    except KeyboardInterrupt:
        console.print("Stopped. What is done is kept: run the same command again to go on.")
        sys.exit(130)
    console.print(f"{summary.graded} graded, {summary.before} done before, of {summary.total}.")
    for what, ids in [("could not be graded", summary.aside), ("had a test that could not run", summary.incomplete)]:
        if ids:
            names = ", ".join(printable(id, 80) for id in ids[:20]) + (" ..." if len(ids) > 20 else "")
            console.print(f"{len(ids)} {what}: {names}. See report.html; another run tries them again.", markup=False)
    console.print(f"{out / 'grades.csv'}\n{out / 'report.html'}", markup=False)
    if summary.aside or summary.incomplete:
        sys.exit(EXIT_FAILED)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def report(folder: Path) -> None:
    """Make grades.csv and report.html of FOLDER, the results of a batch, again from what is there."""
    from autograder.batch.report import write_report
    from autograder.errors import RosterError

    try:
        write_report(folder, _homework())
    except RosterError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"the report cannot be written: {error}") from error
    Console().print(f"{folder / 'grades.csv'}\n{folder / 'report.html'}", markup=False)


@main.command()
@click.argument("kinds", nargs=-1, type=click.Choice(["misconception", "right", "wrong", "attack"]))
@click.option("--workers", type=click.IntRange(min=1), help="Processes; by default two more than there are processors.")
def prove(kinds: tuple[Kind, ...], workers: int | None) -> None:
    """Prove the graders on every sample of these KINDS, by default of all, and then write PROOF.md.

    Exit status: 1 where a sample is not graded as it must be, or a hidden test is needed by none.
    """
    from autograder.authoring.proof import KINDS, write_proof
    from autograder.authoring.proof import prove as run

    proof = run(_homework(), kinds or KINDS, workers)
    Console().print(Markdown(proof.markdown()))
    if not kinds:
        write_proof(proof)
    if proof.failures:
        sys.exit(1)


@main.command()
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
    from autograder.authoring.calibration.report import print_table
    from autograder.errors import CalibrationError

    settings = _homework()
    try:
        if not check:
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, so that the sandboxes end too
            print_table(run(settings, seeds, full_seeds, dataset, data), Console())
            return
        changes = stale(settings)
    except (CalibrationError, ConfigError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped. Finished runs are kept: run the same command again to go on.", err=True)
        sys.exit(130)
    for note in other_versions(settings):
        click.echo(f"note: {note}", err=True)
    if changes:
        raise click.ClickException("not current, run `make calibrate`: " + "; ".join(changes))
    click.echo("The thresholds are current.")


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
