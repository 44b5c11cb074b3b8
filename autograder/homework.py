"""Where a homework's parts lie, and its own code: the one place through which the engine reaches it.

A homework is a folder:

    assignment.toml            questions, points, tests, limits
    *.py  NAME.py  data/       what students get: files with holes, the notebook (a percent script), support files
    tests/  README.md  ...     public checks, and what else comes with them
    rubric.md                  model answers for the written questions
    inside/*.py                what the homework wants run in a sandbox, beside the student's code
    hidden/                    never leaves the grader; a package, imported as `hidden`:
        test_*.py  otter/q*.py     graders of the files, and of the notebook (the latter generated)
        misconceptions/*.py        the catalogue of known wrong ideas
        needs.py                   what a function needs of another, and what stands in for that
        pictures.py                what feedback shows of an answer
        leaderboard.py             entries of Gradescope's leaderboard
        calibration/               models that are trained for thresholds
        samples/                   right and wrong answers and attacks, to prove the graders on

Of hidden/, only the graders have to be there.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from autograder.errors import ConfigError
from autograder.settings import FILE, PACKAGE, Settings, load_settings

VARIABLE = "AUTOGRADER_HOMEWORK"
_HIDDEN = "hidden"

_in_use: Settings | None = None


def find_homework(folder: Path | None = None) -> Path:
    """The homework's folder: the one given, else AUTOGRADER_HOMEWORK's, else ./solutions, else the engine's own.

    Raises:
        ConfigError: there is none.
    """
    named = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    tried = [named] if named else [Path("solutions"), PACKAGE.parent / "solutions"]
    for one in tried:
        if (one / FILE).is_file():
            return one.resolve()
    looked = " nor ".join(str(one / FILE) for one in tried)
    raise ConfigError(
        f"no homework: there is no {looked}. Name its folder with --homework or {VARIABLE}, or make one with "
        "`autograder new FOLDER`."
    )


def load_homework(folder: Path | None = None) -> Settings:
    """The settings of the homework that find_homework finds; its hidden package can be imported from now on.

    Raises:
        ConfigError: there is none, or its assignment.toml has a slip.
    """
    settings = load_settings(find_homework(folder))
    use(settings)
    return settings


def use(settings: Settings) -> None:
    """Let `import hidden` mean this homework's, in this process, and no other's any more."""
    global _in_use
    _in_use = settings
    folder = settings.folder / _HIDDEN
    known = sys.modules.get(_HIDDEN)
    if known is not None and known.__path__ == [str(folder)]:
        return
    for name in [name for name in sys.modules if name.split(".")[0] == _HIDDEN]:
        del sys.modules[name]
    spec = importlib.util.spec_from_loader(_HIDDEN, loader=None, is_package=True)
    assert spec is not None
    spec.submodule_search_locations = [str(folder)]
    sys.modules[_HIDDEN] = importlib.util.module_from_spec(spec)


def array_name() -> str:
    """What an array is to the students of the homework in use."""
    return "torch.Tensor" if _in_use is not None and "torch" in _in_use.imports else "numpy.ndarray"


def hidden(name: str) -> ModuleType | None:
    """The module or package of that name in the hidden package in use; None where the homework has none."""
    full = f"{_HIDDEN}.{name}"
    try:
        found = importlib.util.find_spec(full)
    except ModuleNotFoundError:  # no homework is in use
        return None
    return None if found is None else importlib.import_module(full)


def calibration(settings: Settings) -> tuple[ModuleType, ModuleType]:
    """The homework's modules calibration.short and calibration.full: what is trained for the thresholds.

    Raises:
        ConfigError: it has none.
    """
    use(settings)
    short, full = hidden("calibration.short"), hidden("calibration.full")
    if short is None or full is None:
        raise ConfigError(f"{settings.folder / _HIDDEN} has no calibration/: this homework has no thresholds")
    return short, full


def graders(settings: Settings) -> list[Path]:
    """The pytest graders of the student's files."""
    return sorted((settings.folder / _HIDDEN).glob("test_*.py"))


def otter_folder(settings: Settings) -> Path:
    """Holds the Otter graders of the notebook."""
    return settings.folder / _HIDDEN / "otter"


def samples_folder(settings: Settings) -> Path:
    """Holds right and wrong answers, and attacks."""
    return settings.folder / _HIDDEN / "samples"


def data_folder(settings: Settings) -> Path:
    """Holds what students get to read, and each sandbox too."""
    return settings.folder / "data"


def support_files(settings: Settings) -> dict[str, bytes]:
    """Name -> content of the files that come with the student's: the homework's own copies."""
    return {name: (settings.folder / name).read_bytes() for name in settings.support}


def inside_modules(settings: Settings) -> dict[str, str]:
    """Name -> source of what the homework wants run in a sandbox."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((settings.folder / "inside").glob("*.py"))}
