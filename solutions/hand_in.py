"""Makes submission.zip: `python hand_in.py` in a terminal, or `hand_in.pack()` in the notebook.

Given, not graded. It packs what is graded and nothing else, from what lies on the disk, and says what looks unfinished.
"""

from __future__ import annotations

import ast
import datetime
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handout import (
    FILES,
    NOTEBOOK,
    answered,
    cells_of,
    holes_in_cells,
    holes_of,
    notebook_path,
    questions_of,
    variables,
)

ZIP = "submission.zip"
_GIVEN = {"lab.py", "handout.py", "check.py", "hand_in.py", "conftest.py", "setup.py", "otter.py"}
_GIVEN_FOLDERS = {"tests", "data"}
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w+)", re.MULTILINE)
_LARGEST = {".py": 2**20, ".ipynb": 50 * 2**20}  # bytes; the grader reads no more
_LARGEST_OF_YOURS = 200 * 2**10  # of a .py file that you added


def pack(folder: str | Path = ".") -> None:
    """Write submission.zip into `folder`, and print what is in it and what to look at."""
    folder = Path(folder)
    if not (folder / "tests").is_dir():
        print(f"There is no folder tests in {folder.resolve()}: nothing to hand in from here.")
        return
    notebook = notebook_path(folder)
    cells = cells_of(notebook) if notebook.is_file() else []
    paths = {name: folder / name for name in (*FILES, *_yours(folder, cells))} | {NOTEBOOK: notebook}
    paths = {name: path for name, path in paths.items() if path.is_file()}
    questions = questions_of(cells)
    missing = [question for question in questions if question not in answered(cells)]
    warnings = list(_warnings(folder, paths, cells))
    if missing:
        warnings.append(f"no written answer is there to {', '.join(missing)}.")
    with zipfile.ZipFile(folder / ZIP, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in paths.items():
            archive.write(path, name)
    with zipfile.ZipFile(folder / ZIP) as archive:  # read back
        damaged = archive.testzip()
        for entry in archive.infolist():
            print(f"{entry.file_size / 1024:10.1f} kB  {entry.filename}")
    print(f"{(folder / ZIP).stat().st_size / 1024:10.1f} kB  {ZIP}")
    if questions:
        written = f"{len(questions) - len(missing)} of {len(questions)} written answers are in it"
        print(f"{paths[NOTEBOOK].resolve()} was saved at {_saved(paths[NOTEBOOK])}; {written}.")
    if damaged:
        warnings.insert(0, f"{damaged} in {ZIP} cannot be read back: is the disk full?")
    for warning in warnings:
        print(f"  ! {warning}")
    if warnings:
        print(f"{ZIP} is written all the same. Mend what you can, and pack again.")
    else:
        print(f"{ZIP} can be graded. Upload it.")


def _yours(folder: Path, cells: list[tuple[str, str]]) -> list[str]:
    """The .py files that you have added beside the homework's, and those in folders that one of these imports."""
    beside = [path for path in folder.glob("*.py") if path.name not in _GIVEN]
    sources = [path.read_text(encoding="utf-8", errors="replace") for path in beside]
    imported = set(_IMPORT.findall("\n".join([*sources, *(text for kind, text in cells if kind == "code")])))
    folders = [folder / name for name in imported - _GIVEN_FOLDERS if not (folder / f"{name}.py").is_file()]
    found = [path.relative_to(folder) for one in folders for path in one.rglob("*.py")]
    found = [path for path in found if all(part.isidentifier() for part in (*path.parts[:-1], path.stem))]
    return sorted({path.name for path in beside} - {*FILES} | {path.as_posix() for path in found})


def _warnings(folder: Path, paths: dict[str, Path], cells: list[tuple[str, str]]) -> Iterator[str]:
    for name in (*FILES, NOTEBOOK):
        if name not in paths:
            yield f"{name} is not in {folder.resolve()}: its questions get no points."
    for name, path in paths.items():
        most = _LARGEST[path.suffix] if name in (*FILES, NOTEBOOK) else _LARGEST_OF_YOURS
        if path.stat().st_size > most:
            yield f"{name} has more than {most // 1024} kB, and will not be read: take out outputs or data."
        if path.suffix == ".py":
            try:
                ast.parse(path.read_bytes(), name)
            except (SyntaxError, ValueError) as error:
                yield f"{name} is no Python: {error}. None of its functions can be graded."
        for question, hole in holes_of(path) if name in FILES else []:
            yield f"{question} is still open: {hole}."
    if NOTEBOOK in paths:
        yield from _warnings_of_the_notebook(paths[NOTEBOOK])
        for question, hole in holes_in_cells(cells):
            yield f"{question} is still open: {hole}."


def _warnings_of_the_notebook(path: Path) -> Iterator[str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        code = [cell for cell in content["cells"] if cell["cell_type"] == "code" and _source(cell)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{path.name} is no notebook ({type(error).__name__}): open it in Jupyter, and save it again."
        return
    run = _run()
    if _changed(code, run):
        yield (
            f"{path.name} was saved at {_saved(path)}, and cells have changed since: save it, and pack again. (On a "
            "hosted service that keeps it elsewhere: download it, upload it into this folder, and pack again.)"
        )
    # But for the cell that runs now, which no saved notebook can show as run.
    never = [cell for cell in code if not cell.get("execution_count") and [_source(cell)] != run[-1:]]
    failed = [cell for cell in code if any(output.get("output_type") == "error" for output in cell.get("outputs", []))]
    if never:
        yield f"{len(never)} of {len(code)} cells of {path.name} were never run, or it was not saved after."
    if failed:
        first = _source(failed[0]).partition("\n")[0]
        yield f"{len(failed)} cells of {path.name} end with an error; the first begins with {first!r}."


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"]).replace("\r\n", "\n").strip()


def _saved(path: Path) -> str:
    return f"{datetime.datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M:%S}"


def _changed(code: list[dict[str, Any]], run: list[str]) -> bool:
    """Whether this kernel has run a cell that is not in the saved notebook, since the last one that is."""
    saved = {_source(cell) for cell in code}
    counts = [(cell.get("execution_count") or 0, cell) for cell in code]
    as_run = [count for count, cell in counts if 0 < count <= len(run) and run[count - 1] == _source(cell)]
    return any(source and source not in saved for source in run[max(as_run, default=0) :])


def _run() -> list[str]:
    """What this kernel has run, in order, up to the cell that runs now; nothing outside a notebook."""
    return [source.strip() for source in (variables() or {}).get("In", [])[1:]]


if __name__ == "__main__":
    pack()
