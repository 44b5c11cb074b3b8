"""The commands of a term: grade a class, and all that comes after. docs/term.md has a page of them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from rich.console import Console

from autograder.homework import load_homework
from autograder.suggestions import NearPath, example

EXIT_FAILED, EXIT_STOPPED = 3, 130
_NAMES_SHOWN = 20


def _students(context: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """What the tab key offers for a student: submissions and e-mails of the folder that stands before it."""
    from autograder.batch.roster import read_roster
    from autograder.batch.who import labels
    from autograder.errors import RosterError

    folder = context.params.get("folder") or context.params.get("out")
    try:
        entries = read_roster(Path(folder)) if folder else []
    except RosterError:
        return []
    return [CompletionItem(one) for entry in entries for one in labels(entry) if one.startswith(begun)]


def _comma(context: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (value or "").split(",") if one.strip())


_FOLDER = click.argument("folder", type=NearPath(file_okay=False))


@click.command(
    epilog=example(
        "autograder batch export.zip --out results",
        "autograder batch export.zip --out results --only 1a,2b",
        "autograder batch export.zip --out results --who ada --fresh",
    )
)
@click.argument("submissions", type=NearPath())
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--only", callback=_comma, metavar="1a,2b", help="Grade these questions; the others' results stay.")
@click.option(
    "--who",
    multiple=True,
    shell_complete=_students,
    help="Grade this submission, e-mail, student id or name; several times for several.",
)
@click.option("--fresh", is_flag=True, help="Grade anew what is done already, too.")
@click.option("--retry", is_flag=True, help="Grade again what could not run twice, too.")
@click.option("--scheduler", help="Address of a running Dask scheduler; by default this machine's own workers.")
@click.option("--workers", type=click.IntRange(min=1), help="Workers on this machine; by default one a processor.")
@click.option("--dashboard", is_flag=True, help="Serve Dask's dashboard.")
def batch(
    submissions: Path,
    out: Path,
    only: tuple[str, ...],
    who: tuple[str, ...],
    fresh: bool,
    retry: bool,
    scheduler: str | None,
    workers: int | None,
    dashboard: bool,
) -> None:
    """Grade SUBMISSIONS: a folder of them, or the zip that Gradescope exports.

    Started again, it goes on where it stopped, and grades again only what has changed: a submission, or the questions
    whose tests were edited. Writes a folder for each, grades.csv, report.html and changes.html.
    """
    from autograder.batch.journal import read_journal
    from autograder.batch.plan import Asked
    from autograder.batch.run import grade_all

    if dashboard and find_spec("bokeh") is None:
        raise click.UsageError("--dashboard needs bokeh: pip install 'autograder[dashboard]'")
    console, settings = Console(), load_homework()
    asked = Asked(only, who, fresh, retry)
    with _stoppable(console):
        summary = grade_all(
            submissions,
            out,
            settings,
            asked=asked,
            scheduler=scheduler,
            workers=workers,
            dashboard=dashboard,
            console=Console(stderr=True),
        )
        fresh_results = not read_journal(out).reported  # now, or by a run that was killed before its report
        if fresh_results or not (out / "report.html").is_file():
            _report(out, console, again=fresh_results)
    console.print(f"{summary.graded} graded, {summary.before} done before, of {summary.total}.")
    for what, ids in [
        ("could not be graded; another run tries once more", summary.aside),
        ("had a test that could not run; another run tries once more", summary.incomplete),
        ("could not run twice and were left alone; --retry tries again", summary.given_up),
        ("have no results yet, so single questions of them were not graded; run it without --only", summary.without),
    ]:
        if ids:
            _list(f"{len(ids)} {what}", ids, console)
    console.print(f"{out / 'grades.csv'}\n{out / 'report.html'}", markup=False)
    if summary.aside or summary.incomplete or summary.given_up:
        sys.exit(EXIT_FAILED)


@click.command(epilog=example("autograder report results"))
@_FOLDER
def report(folder: Path) -> None:
    """Make grades.csv and the pages of FOLDER, the results of a batch, again from what is there.

    Adjustments and marks are applied first. While a batch is at work it shows what is done so far.
    """
    console = Console()
    with _stoppable(console):
        _report(folder, console)
    console.print(f"{folder / 'grades.csv'}\n{folder / 'report.html'}", markup=False)


@click.command(epilog=example("autograder adjust results"))
@_FOLDER
def adjust(folder: Path) -> None:
    """Apply FOLDER/adjustments.toml: change points, excuse questions, charge late days, each with a reason.

    Where there is no such file, one is written in which everything is a comment. Nothing is graded: edit the file and
    run this again as often as you like.
    """
    from autograder.batch.adjustments_template import TEMPLATE
    from autograder.batch.apply import apply_reviews, waiting
    from autograder.batch.roster import ADJUSTMENTS, read_roster
    from autograder.batch.show import print_applied

    console, settings = Console(), load_homework()
    entries = read_roster(folder)
    path = folder / ADJUSTMENTS
    if not path.exists():
        from autograder.atomic import write_whole

        write_whole(path, TEMPLATE)
        console.print(f"{path} is there now, all of it comments: edit it, and run this again.", markup=False)
        return
    with _stoppable(console):
        applied = apply_reviews(folder, entries, settings)
        if applied is None:
            console.print(f"{path} is right. A batch is at work in {folder} and applies it at its end.", markup=False)
            return
        print_applied(applied, console)
        if left := waiting(folder, entries, settings):
            _list(f"{len(left)} have an adjustment and no grade yet, to which it could apply", left, console)
        _report(folder, console)
    console.print(f"{folder / 'grades.csv'}\n{folder / 'report.html'}", markup=False)


@click.command(epilog=example("autograder written results", "autograder written results --take results/written.csv"))
@_FOLDER
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="By default FOLDER/written.csv.")
@click.option("--take", type=NearPath(dir_okay=False), help="The filled-in table, to be checked and counted.")
def written(folder: Path, target: Path | None, take: Path | None) -> None:
    """Write a table of the written answers of FOLDER for a person's points and comments, or take it back.

    Points count where the homework's questions have `written = N` in assignment.toml. What was taken stands in
    marks.csv and is kept when the submissions are graded again. In the table an empty cell leaves what is there; a "-"
    takes it away.
    """
    from autograder.batch.marks import check_sheet, differences, read_marks, write_marks, write_sheet
    from autograder.batch.roster import MARKS, read_roster
    from autograder.errors import InputFileError

    console, settings = Console(), load_homework()
    entries, marks = read_roster(folder), read_marks(folder)
    if take is not None:
        after = check_sheet(take, folder, entries, settings)
        count = differences(marks, after)
        with _stoppable(console):
            write_marks(after, folder)
            _report(folder, console)
        console.print(
            f"{count} marks are new or changed; all {sum(map(len, after.values()))} stand in {folder / MARKS}."
        )
        return
    target = target or folder / "written.csv"
    if target.exists():
        try:
            lost = differences(marks, check_sheet(target, folder, entries, settings))
        except InputFileError as error:
            raise click.UsageError(
                f"{target} is there already, and is not right:\n{error}\nName another with --to."
            ) from error
        if lost:
            raise click.UsageError(
                f"{target} holds {lost} marks that were not taken yet: take them with --take, or name another with --to"
            )
    write_sheet(folder, entries, marks, settings, target)
    console.print(f"{target}: fill it in, then: autograder written {folder} --take {target}", markup=False)
    if not settings.written_points:
        console.print("The homework gives written answers no points, so the table has columns for comments alone.")


@click.command(
    epilog=example(
        "autograder export canvas results --course gradebook.csv --column 'Homework 3 (4711)'",
        "autograder export moodle results --course worksheet.csv",
    )
)
@click.argument("system", type=click.Choice(["canvas", "moodle", "gradescope"]))
@_FOLDER
@click.option("--course", type=NearPath(dir_okay=False), help="The course's own list, as that system exports it.")
@click.option("--column", help="Heading of the assignment there; by default the one with the homework's title.")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="By default FOLDER/SYSTEM.csv.")
def export(system: str, folder: Path, course: Path | None, column: str | None, target: Path | None) -> None:
    """Write the scores of FOLDER in the form that SYSTEM takes.

    With --course each student's ids are taken from the course's list, matched by e-mail, then id, then name; whom that
    leaves over is listed. Canvas cannot do without.
    """
    from autograder.batch.exports import write_export
    from autograder.batch.grades import read_rows

    console, settings = Console(), load_homework()
    rows, target = read_rows(folder), target or folder / f"{system}.csv"
    matched = write_export(system, rows, settings, target, course, column)
    if matched is not None:
        console.print(f"{len(matched.rows)} people of the course's list have a score.", highlight=False)
        for what, names in [
            ("are not on the list, or cannot be told apart, and stand nowhere", matched.nobody),
            ("are on the list and have no submission", [person.label for person in matched.missing]),
        ]:
            if names:
                _list(f"{len(names)} {what}", names, console, all_of_them=True)
    for what, those in [
        ("are not graded, so their score is empty", [row.who for row in rows if not row.tests]),
        ("have a test that could not run, so their score may be too low", [row.who for row in rows if row.incomplete]),
    ]:
        if those:
            _list(f"{len(those)} {what}", those, console)
    console.print(f"{target}", markup=False)


@click.command(epilog=example("autograder similar results", "autograder similar results --earlier export-2025.zip"))
@_FOLDER
@click.option("--submissions", type=NearPath(), help="By default where the batch read them.")
@click.option("--earlier", multiple=True, type=NearPath(), help="Submissions of an earlier term; may be repeated.")
@click.option("--given", multiple=True, type=NearPath(file_okay=False), help="More code that students were given.")
@click.option("--most", default=50, show_default=True, type=click.IntRange(min=1), help="Pairs to show.")
def similar(
    folder: Path, submissions: Path | None, earlier: tuple[Path, ...], given: tuple[Path, ...], most: int
) -> None:
    """Compare the code of the submissions in FOLDER with compare50, and link the pairs in the report.

    Compared are the homework's files and the notebook's cells. Likeness is a reason to look; it is no verdict.
    """
    from autograder.batch.journal import read_journal
    from autograder.batch.roster import Source
    from autograder.batch.similar import find_similar

    console, settings = Console(), load_homework()
    place = submissions or Path(read_journal(folder).source or "?")
    if not place.exists():
        raise click.UsageError(f"the submissions are not at {place} any more: name them with --submissions")
    with _stoppable(console), Source(place) as source:
        pairs = find_similar(source, folder, settings, console, archives=earlier, given=given, most=most)
        _report(folder, console)
    console.print(f"{len(pairs)} pairs. Likeness is a reason to look; it is no verdict.", highlight=False)
    console.print(f"{folder / 'report.html'}#similar", markup=False)


@click.command(epilog=example("autograder show results ada@example.edu"))
@_FOLDER
@click.argument("student", shell_complete=_students)
def show(folder: Path, student: str) -> None:
    """Print what is known of STUDENT: the score table, what failed and why, staff's notes.

    STUDENT is a submission, an e-mail, a student id, a name, or a word of a name.
    """
    from autograder.batch.show import print_submission

    print_submission(folder, student, load_homework(), Console())


COMMANDS = (batch, report, adjust, written, export, similar, show)


def _report(folder: Path, console: Console, again: bool = False) -> None:
    """Write the pages; where something was graded again, print what moved."""
    from autograder.batch.changes import moves, print_changes
    from autograder.batch.journal import read_journal
    from autograder.batch.report import write_report
    from autograder.batch.roster import read_roster

    settings = load_homework()
    try:
        write_report(folder, settings)
    except OSError as error:
        raise click.ClickException(
            f"the report cannot be written: {error}; later: autograder report {folder}"
        ) from error
    journal = read_journal(folder)
    if again and journal.before:
        print_changes(moves(folder, read_roster(folder), settings, journal), len(journal.before), console)
        console.print(f"{folder / 'changes.html'}", markup=False)


@contextmanager
def _stoppable(console: Console) -> Iterator[None]:
    """Ctrl-C, and a signal to end, stop it in order, so that workers end too."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        console.print("Stopped. What is done is kept: run the same command again to go on.")
        sys.exit(EXIT_STOPPED)


def _list(what: str, names: list[str], console: Console, all_of_them: bool = False) -> None:
    from autograder.outputs.printable import printable

    shown = names if all_of_them else names[:_NAMES_SHOWN]
    if all_of_them:
        console.print("\n".join([f"{what}:", *(f"  {printable(name, 200)}" for name in shown)]), markup=False)
        return
    more = " ..." if len(names) > len(shown) else ""
    console.print(f"{what}: {', '.join(printable(name, 80) for name in shown)}{more}", markup=False)
