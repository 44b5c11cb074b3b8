"""Many ways to be right keep every point, and many ways to be wrong lose some: the graders, proven on both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.config import Settings
from autograder.grade import grade_submission
from autograder.isolation.sandbox import Template
from autograder.outcomes import Outcome

VARIANTS = Path(__file__).parent / "variants"
RIGHT = sorted((VARIANTS / "right").rglob("*.py"))
WRONG = sorted((VARIANTS / "wrong").rglob("*.py"))
QUESTIONS = {
    "toeplitz.py": ("1a", "1b", "1c"),
    "locally_connected.py": ("1d", "1e"),
    "equivariance.py": ("2b",),
    "models.py": ("2a", "2d"),
}
FROM_THE_NOTEBOOK = "test_planted_patch_experiment"  # not asked here: no notebook is handed in


def lost(
    variant: Path, file: str, questions: tuple[str, ...], template: Template, settings: Settings, folder: Path
) -> list[Outcome]:
    """The tests that the reference with `variant` for its `file` does not pass."""
    (folder / file).write_bytes(variant.read_bytes())
    grade = grade_submission(folder, settings.only(*questions), template=template)
    assert [flag for flag in grade.flags if "could not run" in flag] == []
    return [o for o in grade.outcomes if o.status != "passed" and o.test != FROM_THE_NOTEBOOK]


@pytest.fixture
def folder(settings: Settings, reference: Path, tmp_path: Path) -> Path:
    for name in settings.files:
        (tmp_path / name).write_bytes((reference / name).read_bytes())
    return tmp_path


@pytest.mark.parametrize("variant", RIGHT, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_right_solution_in_another_style_keeps_every_point(
    variant: Path, template: Template, settings: Settings, folder: Path
) -> None:
    file = f"{variant.parent.name}.py"
    assert lost(variant, file, QUESTIONS[file], template, settings, folder) == []


@pytest.mark.parametrize("variant", WRONG, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_wrong_solution_loses_points_in_its_question(
    variant: Path, template: Template, settings: Settings, folder: Path
) -> None:
    match = re.search(r"^file: (\w+\.py)$", variant.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert match
    assert lost(variant, match[1], (variant.parent.name,), template, settings, folder)
