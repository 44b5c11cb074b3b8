"""Makes submission.zip: `python hand_in.py` in a terminal, or `hand_in.pack()` in the notebook.

Given, not graded. It packs what is graded and nothing else, from what lies on the disk, and says what looks unfinished.
"""

from __future__ import annotations

import ast
import datetime
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from check import FILES, NOTEBOOK, open_holes

ZIP = "submission.zip"
_GIVEN = {"lab.py", "check.py", "hand_in.py", "conftest.py", "setup.py", "otter.py"}
_LARGEST = {".py": 2**20, ".ipynb": 50 * 2**20}  # bytes; the grader reads no more
_LARGEST_OF_YOURS = 200 * 2**10  # of a .py file that you added


def pack(folder: str | Path = ".") -> None:
    """Write submission.zip into `folder`, and print what is in it and what to look at."""
    folder = Path(folder)
    if not (folder / "tests").is_dir():
        print(f"There is no folder tests in {folder.resolve()}: nothing to hand in from here.")
        return
    names = [name for name in (*FILES, NOTEBOOK, *_yours(folder)) if (folder / name).is_file()]
    warnings = list(_warnings(folder, names))
    with zipfile.ZipFile(folder / ZIP, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.write(folder / name, name)
    with zipfile.ZipFile(folder / ZIP) as archive:  # read back
        damaged = archive.testzip()
        for entry in archive.infolist():
            print(f"{entry.file_size / 1024:10.1f} kB  {entry.filename}")
    print(f"{(folder / ZIP).stat().st_size / 1024:10.1f} kB  {ZIP}")
    if damaged:
        warnings.insert(0, f"{damaged} in {ZIP} cannot be read back: is the disk full?")
    for warning in warnings:
        print(f"  ! {warning}")
    if warnings:
        print(f"{ZIP} is written all the same. Mend what you can, and pack again.")
    else:
        print(f"{ZIP} can be graded. Upload it.")


def _yours(folder: Path) -> list[str]:
    """The .py files that you have added beside the homework's."""
    return sorted(path.name for path in folder.glob("*.py") if path.name not in {*FILES, *_GIVEN})


def _warnings(folder: Path, names: list[str]) -> Iterator[str]:
    for name in (*FILES, NOTEBOOK):
        if name not in names:
            yield f"{name} is not in {folder.resolve()}: its questions get no points."
    for name in names:
        path = folder / name
        most = _LARGEST[path.suffix] if name in (*FILES, NOTEBOOK) else _LARGEST_OF_YOURS
        if path.stat().st_size > most:
            yield f"{name} has more than {most // 1024} kB, and will not be read: take out outputs or data."
        if path.suffix == ".py":
            try:
                ast.parse(path.read_bytes(), name)
            except (SyntaxError, ValueError) as error:
                yield f"{name} is no Python: {error}. None of its functions can be graded."
        for question, hole in open_holes(path) if name in FILES else []:
            yield f"{question} is still open: {hole}."
    if NOTEBOOK in names:
        yield from _warnings_of_the_notebook(folder / NOTEBOOK)


def _warnings_of_the_notebook(path: Path) -> Iterator[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        sources = {"".join(cell["source"]).replace("\r\n", "\n").strip() for cell in code}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{path.name} is no notebook ({type(error).__name__}): open it in Jupyter, and save it again."
        return
    if any(source not in sources for source in _just_run()):
        saved = datetime.datetime.fromtimestamp(path.stat().st_mtime)
        yield f"{path.name} was saved at {saved:%H:%M:%S}, and cells have changed since: save it, and pack again."
    never = [cell for cell in code if not cell.get("execution_count") and "".join(cell["source"]).strip()]
    failed = [cell for cell in code if any(output.get("output_type") == "error" for output in cell.get("outputs", []))]
    if never and not _just_run():
        yield f"{len(never)} of {len(code)} cells of {path.name} were never run, or it was not saved after."
    if failed:
        first = "".join(failed[0]["source"]).strip().partition("\n")[0]
        yield f"{len(failed)} cells of {path.name} end with an error; the first begins with {first!r}."


def _just_run() -> list[str]:
    """The cell that runs now and the one before it; none outside a notebook."""
    try:
        from IPython import get_ipython
    except ImportError:
        return []
    shell: Any = get_ipython()
    history = shell.user_ns.get("In", []) if shell is not None else []
    return [source.strip() for source in history[-2:] if source.strip()]


if __name__ == "__main__":
    pack()
