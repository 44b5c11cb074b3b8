"""Which submissions' code is alike: compare50, run as the tool it is, over what was handed in.

What students were given, and the right answers that the homework knows, count as distributed code and are subtracted.
Likeness is a reason to look; it is no verdict.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import nbformat
from rich.console import Console

from autograder.batch.roster import SIMILAR, Source
from autograder.errors import BatchError, SubmissionError
from autograder.homework import samples_folder
from autograder.reading.submission import read_submission
from autograder.settings import Settings

_PAIRS = "pairs.json"
_WORK = ".similar-"
_GRAPH = "var GRAPH = "  # behind it, in the tool's index.html, stand all pairs as JSON
_ODD = re.compile(r"[^\w.@ -]")
_HOW = (
    "compare50 is not installed here. It needs an older attrs than the grader does, so give it an environment of its "
    "own: `pipx install compare50`, or `python -m venv c50 && c50/bin/pip install compare50` and put c50/bin on PATH"
)


@dataclass(frozen=True)
class Pair:
    """Two submissions whose code is alike.

    Attributes:
        one: id of a submission.
        other: id of another, or the name of one of an earlier term.
        likeness: from 0 to 10, where 10 is that of the pair that is most alike.
        page: what is alike, side by side, below the folder `similar`.
        earlier: whether `other` is of an earlier term.
    """

    one: str
    other: str
    likeness: float
    page: str
    earlier: bool


def find_similar(
    source: Source,
    out: Path,
    settings: Settings,
    console: Console,
    *,
    archives: Sequence[Path] = (),
    given: Sequence[Path] = (),
    most: int = 50,
) -> list[Pair]:
    """Compare the submissions of `source`, and put the tool's pages into out/similar, all or nothing.

    Args:
        archives: submissions of earlier terms, which are compared with these and not with each other.
        given: further folders of code that students were given.
        most: pairs that are shown.

    Raises:
        BatchError: there is no compare50, or it failed.
    """
    command = _tool()
    for left in out.glob(f"{_WORK}*"):  # by one that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=_WORK) as name:
        work = Path(name)
        ids = dict(_put(source, work, "", settings))
        earlier: dict[str, str] = {}
        for number, path in enumerate(archives, 1):
            with Source(path) as archive:
                earlier |= _put(archive, work, f"earlier{number}-", settings)
        if len(ids) < 2 and not (ids and earlier):
            raise BatchError("there are not two submissions with code to compare")
        if not _put_given(work / "given", settings, given):
            console.print(
                "Nothing is known of what students were given: there is no assignment/ beside the homework. Name it "
                "with --given, or what everybody was given looks alike.",
                markup=False,
            )
        arguments = [*ids, *(["-a", *earlier] if earlier else []), "-d", "given", "-o", "pages", "-n", str(most)]
        shown = console.is_terminal
        environment = {**os.environ, "PYTHONHASHSEED": "50"}  # as its own starter does, for the same results each time
        done = subprocess.run(
            [*command, *arguments],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=None if shown else subprocess.PIPE,
            text=True,
            errors="replace",
        )
        if done.returncode != 0:
            raise BatchError(f"compare50 failed: {(done.stderr or done.stdout or '')[-1500:].strip()}")
        pages = work / "pages"
        pages.mkdir(exist_ok=True)
        pairs = list(_pairs(pages, ids, earlier))
        (pages / _PAIRS).write_text(json.dumps([asdict(pair) for pair in pairs], indent=1) + "\n", encoding="utf-8")
        if (out / SIMILAR).exists():
            os.rename(out / SIMILAR, work / "before")
        os.rename(pages, out / SIMILAR)
    return pairs


def read_pairs(folder: Path) -> list[Pair] | None:
    """The pairs that were found last; None where nobody has looked."""
    try:
        return [Pair(**pair) for pair in json.loads((folder / SIMILAR / _PAIRS).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return None


def _tool() -> list[str]:
    if found := shutil.which("compare50"):
        python = Path(found).resolve().parent / "python3"  # its starter takes whichever python3 comes first
        return [str(python), "-m", "compare50"] if python.exists() else [found]
    if find_spec("compare50"):
        return [sys.executable, "-m", "compare50"]
    raise BatchError(_HOW)


def _put(source: Source, work: Path, prefix: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Put the code of each submission into a folder below `work`; yield the folder's name and the submission's id."""
    for number, entry in enumerate(source.entries, 1):
        name = f"{prefix}{number:04}-{_ODD.sub('_', entry.who)[:60]}".strip()
        try:
            submission = source.read(entry, settings)
        except Exception:  # damaged or locked: a batch says so, and the others can be compared
            continue
        if _put_code(work / name, submission.files, submission.notebook, settings):
            yield name, entry.id


def _put_code(
    folder: Path, files: dict[str, bytes], notebook: nbformat.NotebookNode | None, settings: Settings
) -> bool:
    """Write the homework's files and the notebook's code; return whether there is any."""
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"] if notebook is not None else []
    code = {name: files[name] for name in settings.files if name in files}
    code[f"{Path(settings.notebook).stem}.py"] = "\n\n".join(cells).encode(errors="replace")
    code = {name: content for name, content in code.items() if content.strip()}
    for name, content in code.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return bool(code)


def _put_given(folder: Path, settings: Settings, more: Sequence[Path]) -> bool:
    """Write what students were given, and right samples, as distributed code; return whether the former is known."""
    folder.mkdir()
    assignment = settings.folder.parent / "assignment"
    known = [path for path in (assignment, *more) if path.is_dir()]
    for number, path in enumerate(known):
        try:
            submission = read_submission(path, settings)
        except SubmissionError:
            continue
        _put_code(folder / f"given{number}", submission.files, submission.notebook, settings)
        for file in path.rglob("*.py"):
            shutil.copy(file, folder / f"{number}-{'-'.join(file.relative_to(path).parts)}")
    right = samples_folder(settings) / "right"
    for file in right.rglob("*.py"):
        shutil.copy(file, folder / f"right-{'-'.join(file.relative_to(right).parts)}")
    (folder / "nothing.py").touch()  # the tool refuses an empty folder
    return bool(known)


def _pairs(pages: Path, ids: dict[str, str], earlier: dict[str, str]) -> Iterator[Pair]:
    index = pages / "index.html"
    if not index.exists():  # nothing is alike
        return
    text = index.read_text(encoding="utf-8")
    place = text.find(_GRAPH)
    if place < 0:
        raise BatchError("compare50 wrote its pages in a form that is not known here; see its own index.html")
    graph, _ = json.JSONDecoder().raw_decode(text, place + len(_GRAPH))
    for link in graph["links"]:
        one, other = link["source"], link["target"]
        if one in earlier:
            one, other = other, one
        name = ids.get(other) or f"{other.partition('-')[0]}: {earlier[other]}"
        yield Pair(ids[one], name, round(link["value"], 1), f"match_{link['index'] + 1}.html", other in earlier)
