"""Starts the template by exec: a clean environment, and no descriptor but its control socket and its libraries."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder.settings import PACKAGE


def start_template(
    folder: Path, imports: Sequence[str], hidden: Sequence[Path]
) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Start the template and return the control socket and the process.

    Args:
        folder: of its sandboxes; it will remove it.
        imports: libraries to import first.
        hidden: folders that no sandbox may read, wherever they lie.

    A sandbox with a uid of its own may not be able to walk to the interpreter (root's home, a private checkout). So
    on Linux the template finds its libraries through descriptors of their folders, which need no walk.
    """
    ours, theirs = socket.socketpair()
    folders = list(dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]))
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Training frees and takes the same large blocks at every step; giving each back to the kernel doubles its time.
        "MALLOC_TRIM_THRESHOLD_": str(2**24),
        "MALLOC_MMAP_THRESHOLD_": str(2**24),
        # Each further arena reserves 128 MB of the address space that a sandbox may have.
        "MALLOC_ARENA_MAX": "1",
        **{name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")},
    }
    with ExitStack() as stack:
        keep: list[int] = []

        def reachable(path: str) -> str:
            if sys.platform != "linux":
                return path
            keep.append(os.open(path, os.O_PATH | os.O_DIRECTORY))
            stack.callback(os.close, keep[-1])
            return f"/proc/self/fd/{keep[-1]}"

        environment["PYTHONHOME"] = prefix = reachable(sys.base_prefix)
        site = [reachable(path) for path in folders]
        inherited = list(keep)
        package = reachable(str(PACKAGE.parent))  # for the template's own imports: it never reaches a sandbox
        bootstrap = (
            "import sys\n"
            f"sys.path += {site!r}\n"
            f"sys.path.append({package!r})\n"  # last: what it would find of the libraries, no sandbox could
            "from autograder.wall import fork_server\n"
            f"arrays = fork_server.import_everything({list(imports)!r})\n"
            f"sys.path.remove({package!r})\n"
            f"fork_server.main({theirs.fileno()}, {inherited!r}, {prefix!r}, {site!r}, "
            f"{[str(path.resolve()) for path in hidden]!r}, {str(folder)!r}, arrays)\n"
        )
        process = subprocess.Popen(
            [os.path.realpath(sys.executable), "-s", "-S", "-c", bootstrap],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            pass_fds=[*keep, theirs.fileno()],
            start_new_session=True,  # a terminal's Ctrl-C is for the grader; the template ends when the grader does
        )
        theirs.close()
    return ours, process
