"""Removes the folder of a sandbox whose processes are gone, however they left it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def remove(folder: Path) -> None:
    """Remove `folder` with all that is in it, also where folders are locked or nested without measure."""
    try:
        shutil.rmtree(folder)
    except (OSError, RecursionError):
        # Their owner may not list locked ones; and unlike Python's removal, that of the system does not recurse.
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, "--", str(folder)], capture_output=True)
