"""What a forked child gives up before it reads a student's byte."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass
from typing import Any

from autograder.wall import landlock, seccomp

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_CHILD_SUBREAPER = 1, 4, 38, 36


# What Python needs of the system, besides its own libraries. Never processes, /tmp, /dev/shm or a home directory.
_READABLE = [
    "/etc/ld.so.cache", "/etc/localtime", "/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/mime.types",
    "/usr/share/zoneinfo", "/usr/share/fonts", "/dev/urandom", "/dev/random",
    "/proc/cpuinfo", "/sys/devices/system/cpu",
]  # fmt: skip
_RUNNABLE = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/bin", "/bin"]


def layers() -> dict[str, str]:
    """Layer -> "yes", or "no" with the reason, as this platform is. Probed once; lock_down relies on it."""
    linux = sys.platform == "linux"
    needs_linux = "no (needs Linux)"
    version = landlock.abi()
    missing = seccomp.why_unavailable()
    no_landlock = "no (the kernel has no Landlock)" if linux else needs_linux
    return {
        "no new privileges": "yes" if linux else needs_linux,
        "files": f"yes (Landlock ABI {version})" if version else no_landlock,
        "no TCP": "yes (Landlock)" if version >= 4 else no_landlock if version == 0 else "no (needs Landlock ABI 4)",
        "signals stay inside": "yes (Landlock)" if version >= 6 else "no (needs Landlock ABI 6)",
        "system call filter": "yes (seccomp)" if not missing else f"no ({missing})",
    }


@dataclass(frozen=True)
class Libraries:
    """Python's and the system's libraries, as paths: folders to be listed, and what may be read or run."""

    folders: list[str]
    readable: list[str]
    runnable: list[str]

    @classmethod
    def of(cls, prefix: str, site: list[str], hidden: list[str]) -> Libraries:
        """The standard library below `prefix`, the site-packages in `site`, none that holds one of `hidden`."""
        hidden = [os.path.realpath(path) for path in hidden]
        folders, readable = list(site), []
        for folder in [*(os.path.join(prefix, name) for name in ("lib", "lib64")), *site]:
            for path in _beside(folder, hidden, folders):
                readable.append(path)
        return cls(folders, readable, [path for folder in _RUNNABLE for path in _beside(folder, hidden, folders)])


def _beside(folder: str, hidden: list[str], passed: list[str]) -> list[str]:
    """`folder`, or where one of `hidden` lies in it what lies beside that, in it and in the folders between.

    Those folders may have to be listed all the same: they are added to `passed`.
    """
    real = os.path.realpath(folder)
    inside = [path for path in hidden if path.startswith(real.rstrip("/") + "/")]
    if real in hidden:
        return []
    if not inside:
        return [folder]
    if not os.path.isdir(folder):
        return []
    passed.append(folder)
    # A package's metadata beside it names its files as well.
    own = tuple(os.path.basename(path) for path in inside if os.path.dirname(path) == real)
    names = [name for name in os.listdir(folder) if not (own and name.startswith(own))]
    return [path for name in names for path in _beside(os.path.join(folder, name), hidden, passed)]


def lock_down(spec: dict[str, Any], keep: list[int], libraries: Libraries, rules: Any) -> None:
    """Make this process a sandbox; there is no way back.

    Args:
        spec: `scratch` (the folder to work in), `data` (the homework's, to be read), `uid` (or None to keep ours),
            `memory_mb`, `file_mb`, `processes`, `cpu_seconds`.
        keep: file descriptors that stay open, 0 to 2 among them.
        libraries: what of Python's libraries may be read.
        rules: the seccomp filter, or None.
    """
    os.setsid()
    close_all_but(keep)
    os.chdir(spec["scratch"])
    os.umask(0o077)
    _go_first_when_memory_is_short()
    _limit(spec)
    if spec["uid"] is not None:
        os.setgroups([])
        os.setresgid(spec["uid"], spec["uid"], spec["uid"])
        os.setresuid(spec["uid"], spec["uid"], spec["uid"])
    if sys.platform == "linux":
        # After setuid, which clears the first of these: die with the template, no dumps or ptrace by peers of the
        # same uid, no setuid programs.
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        prctl(_PR_SET_DUMPABLE, 0)
        prctl(_PR_SET_NO_NEW_PRIVS, 1)
        if landlock.abi():
            landlock.restrict(
                look=libraries.folders,
                read=[*_READABLE, spec["data"], *libraries.readable],
                run=libraries.runnable,
                write=[spec["scratch"], "/dev/null"],
            )
        if rules is not None:
            rules.load()


def adopt_orphans() -> None:
    """Make this process the parent of its descendants' orphans, so that a daemon cannot hide under init."""
    if sys.platform == "linux":
        prctl(_PR_SET_CHILD_SUBREAPER, 1)


def close_all_but(keep: list[int]) -> None:
    """Close every file descriptor that is not in `keep`."""
    previous = -1
    for descriptor in [*sorted(keep), os.sysconf("SC_OPEN_MAX")]:
        if previous + 1 < descriptor:  # an empty range would close everything
            os.closerange(previous + 1, descriptor)
        previous = descriptor


def prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"prctl({option}): {os.strerror(error)}")


def _go_first_when_memory_is_short() -> None:
    """Where memory runs out, let the kernel end this process and its children first, and never the grader."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:  # no Linux, or no such file in this container
        pass


def _limit(spec: dict[str, Any]) -> None:
    megabyte = 2**20
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(spec["cpu_seconds"]),
        resource.RLIMIT_FSIZE: spec["file_mb"] * megabyte,
        resource.RLIMIT_NOFILE: 256,
    }
    if sys.platform == "linux":
        # torch maps far more than it uses: the limit counts from what is mapped now.
        limits[resource.RLIMIT_AS] = _mapped_bytes() + spec["memory_mb"] * megabyte
        if spec["uid"] is not None:  # counts all processes of a uid, so only where the uid is the sandbox's own
            # Threads count, too; and the grader's watch should see too many processes before the kernel refuses more.
            limits[resource.RLIMIT_NPROC] = 4 * spec["processes"]
    for kind, limit in limits.items():
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(kind, (limit, limit))


def _mapped_bytes() -> int:
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
