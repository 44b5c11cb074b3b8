"""Stock Otter, to compare with: its own autograder zip of the same notebook and tests, and an image that runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.config import PACKAGE, load_settings

DOCKERFILE = """
FROM autograder
COPY constraints.txt /
RUN /autograder/venv/bin/python -m ensurepip >/dev/null \\
 && /autograder/venv/bin/python -m pip install --quiet --no-cache-dir --constraint /constraints.txt \\
    'otter-grader[grading]==7.0.0' ipykernel
"""


def stock_otter(folder: Path, reference: Path) -> list[str]:
    """Prepare stock Otter's autograder zip in `folder`; return the arguments of `otter` that grade the reference."""
    shutil.copytree(reference, folder / "submission")
    support = [*load_settings().files, "lab.py"]
    shutil.copy(PACKAGE / "support" / "lab.py", folder)
    for name in load_settings().files:
        shutil.copy(reference / name, folder)
    (folder / "data").mkdir()
    (folder / "results").mkdir()
    shutil.copy(PACKAGE / "data" / "subset.npz", folder / "data")
    otter = str(Path(sys.executable).with_name("otter"))
    tests = str(PACKAGE / "hidden" / "otter")
    files = [*support, "data/subset.npz"]
    generate = [otter, "generate", "-t", tests, "-o", "otter.zip", "--no-environment", *files]
    subprocess.run(generate, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return ["run", "-a", "otter.zip", "-o", "results", f"submission/{load_settings().notebook}"]


def build_stock_image(context: Path) -> str:
    """Our image with all that stock Otter needs to grade; needs the image `autograder` and an engine."""
    context.mkdir(parents=True, exist_ok=True)
    (context / "Dockerfile").write_text(DOCKERFILE, encoding="utf-8")
    shutil.copy(PACKAGE.parent / "requirements.lock", context / "constraints.txt")
    command = ["docker", "build", "--quiet", "--network=host", "--tag=autograder-stock", str(context)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return "autograder-stock"


def earned(folder: Path) -> tuple[float, float]:
    """Points earned and points to earn by the results that stock Otter left in `folder`; not every entry has points."""
    tests = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))["tests"]
    return sum(test.get("score", 0) for test in tests), sum(test.get("max_score", 0) for test in tests)
