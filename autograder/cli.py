"""The command `autograder`."""

from __future__ import annotations

import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder import __version__
from autograder.errors import AutograderError, ConfigError, RosterError
from autograder.homework import VARIABLE, load_homework

EXIT_USAGE, EXIT_FAILED = 2, 3


class _Commands(click.Group):
    """Shows what the engine raises on purpose as its message alone."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except RosterError as error:
            raise click.UsageError(str(error)) from error
        except AutograderError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
    except ConfigError as error:
        click.echo(f"Error: {error}", err=True)
        write_failure(str(error), out / "results.json")
        sys.exit(EXIT_FAILED)
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
    from autograder.outputs.printable import printable

    if dashboard and find_spec("bokeh") is None:
        raise click.UsageError("--dashboard needs bokeh: pip install 'autograder[dashboard]'")
    console = Console()
    settings = load_homework()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, so that the workers end too
    options: dict[str, Any] = {"scheduler": scheduler, "workers": workers, "fresh": fresh, "dashboard": dashboard}
    try:
        summary = grade_all(submissions, out, settings, **options)
        if summary.graded or summary.aside or not (out / "report.html").is_file():
            from autograder.batch.report import write_report

            write_report(out, settings)
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

    try:
        write_report(folder, load_homework())
    except OSError as error:
        raise click.ClickException(f"the report cannot be written: {error}") from error
    Console().print(f"{folder / 'grades.csv'}\n{folder / 'report.html'}", markup=False)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


if find_spec("autograder.authoring"):  # an image carries none of the author's tools
    from autograder.authoring.commands import calibrate, new, prove, release

    for command in (new, release, prove, calibrate):
        main.add_command(command)
