"""The command `autograder`."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click
from rich.console import Console

from autograder import __version__
from autograder.batch import commands as term
from autograder.errors import ConfigError
from autograder.homework import VARIABLE, load_homework
from autograder.progress import progress
from autograder.suggestions import Commands, NearPath, example

EXIT_USAGE, EXIT_FAILED = 2, 3


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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


@main.command(epilog=example("autograder grade work.zip --out results"))
@click.argument("submission", type=NearPath())
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--pdf", is_flag=True, help="Also print the written answers to written.pdf (needs Chromium).")
def grade(submission: Path, out: Path, pdf: bool) -> None:
    """Grade SUBMISSION (a folder, a .zip or an .ipynb) and write results.json and feedback.html.

    For staff: staff.txt (flags, tracebacks, prints), written.html (the written answers), executed.ipynb.

    Exit status: 0 graded, whatever the score; 2 wrong usage; 3 the grader itself failed.
    """
    from autograder.atomic import is_full
    from autograder.grading.grade import grade_submission
    from autograder.outputs.files import write_files
    from autograder.outputs.results import print_table, write_failure
    from autograder.outputs.written import print_to_pdf

    console = Console()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--out {out} cannot be made: {error.strerror}") from error
    try:
        settings = load_homework()
        with progress() as bar:
            task = bar.add_task("Grading", total=len(settings.question_of))
            result = grade_submission(submission, settings, advance=lambda outcome: bar.advance(task))
        write_files(result, settings, submission.stem, out)
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


@main.command(epilog=example("autograder gradescope --root /autograder"))
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


for command in term.COMMANDS:
    main.add_command(command)


@main.command(epilog=example("autograder completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands, options and students' names at the tab key."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(main, {}, "autograder", "_AUTOGRADER_COMPLETE").source())


if find_spec("autograder.authoring"):  # an image carries none of the author's tools
    from autograder.authoring.commands import calibrate, new, prove, release

    for command in (new, release, prove, calibrate):
        main.add_command(command)
