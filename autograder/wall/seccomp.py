"""The system calls that a sandbox does without, by a seccomp filter."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

# Networks: even a Unix socket could reach a daemon. Pairs (socketpair) are connected to nobody else and stay.
_NETWORK = ["socket", "connect", "bind", "listen", "accept", "accept4"]
# Other processes and their memory.
_PROCESSES = ["ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp", "process_madvise",
              "process_mrelease", "migrate_pages", "move_pages"]  # fmt: skip
# The machine, its mounts and namespaces.
_SYSTEM = [
    "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
    "pivot_root", "chroot", "unshare", "setns", "open_by_handle_at", "name_to_handle_at", "swapon", "swapoff",
    "reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "acct", "quotactl",
    "quotactl_fd", "settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "sethostname", "setdomainname",
    "syslog", "iopl", "ioperm", "fanotify_init", "lookup_dcookie", "personality", "vhangup",
]  # fmt: skip
# Large kernel surfaces that no homework needs.
_SURFACES = ["bpf", "perf_event_open", "keyctl", "add_key", "request_key", "userfaultfd", "io_uring_setup",
             "io_uring_enter", "io_uring_register", "memfd_secret"]  # fmt: skip
# System V and POSIX queues and memory outlive every process; a memfd is memory that no limit counts.
_PERSISTENT = ["shmget", "shmat", "msgget", "semget", "mq_open", "memfd_create"]

# Taking a file's name away leaves its bytes to whoever has it open, where nobody can count them. So these do nothing
# and say that all went well: the folder goes with the sandbox anyway.
_UNNAMING = ["unlink", "unlinkat", "rmdir"]
# What belongs to files outside the scratch folder as well, where the grader is an ordinary user: nothing changes.
_METADATA = ["chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "utime", "utimes",
             "utimensat", "futimesat"]  # fmt: skip
# Locks on files that all sandboxes read would pass bytes from one to the next.
_LOCKS = ["flock"]
_LOCK_COMMANDS = [6, 7, 37, 38]  # of fcntl: F_SETLK, F_SETLKW, and both of open file descriptions
_LOCK_QUESTIONS = [5, 36, 1024, 1026]  # F_GETLK, F_OFD_GETLK, F_SETLEASE, F_NOTIFY
# A new name in the place of another takes that one's away; programs that move files copy them instead.
_RENAMING = ["rename", "renameat", "renameat2"]
# Space without writing, gigabytes in no time; what wants it writes zeros instead. Attributes hold bytes as well.
_UNSUPPORTED = ["fallocate", "setxattr", "lsetxattr", "fsetxattr", "setxattrat"]
# Their flags lie in memory, where a filter cannot look: libraries fall back on clone and openat.
_UNKNOWN = ["clone3", "openat2"]

# Those that reach other processes by number; 0 is the caller.
_BY_PID = ["prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"]

_NEW_NAMESPACES = 0x7E020080  # CLONE_NEW*: user, pid, net, uts, ipc, cgroup, mount, time
_SHARED_ANONYMOUS = 0x21  # MAP_SHARED, MAP_ANONYMOUS: memory that no process's resident size need show
_TMPFILE = 0o20000000  # the bit of O_TMPFILE: a file that never had a name


def why_unavailable() -> str | None:
    """Why no filter can be built here; None where it can."""
    if sys.platform != "linux":
        return "needs Linux"
    try:
        import pyseccomp  # noqa: F401
    except (ImportError, RuntimeError, OSError):
        return "libseccomp is not installed"
    return None


def build() -> Any:
    """The filter; its `load()` restricts the calling process for good."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)

    def answer(number: int, names: list[str], *arguments: Any) -> None:
        for name in names:
            try:
                rules.add_rule(seccomp.ERRNO(number), name, *arguments)
            except OSError:  # this architecture, or an older libseccomp, does not know the call
                continue

    def masked(place: int, bits: int) -> Any:
        return seccomp.Arg(place, seccomp.MASKED_EQ, bits, bits)

    answer(errno.EPERM, [*_NETWORK, *_PROCESSES, *_SYSTEM, *_SURFACES, *_PERSISTENT])
    answer(0, [*_UNNAMING, *_METADATA, *_LOCKS])
    answer(errno.EXDEV, _RENAMING)
    answer(errno.EOPNOTSUPP, _UNSUPPORTED)
    answer(errno.ENOSYS, _UNKNOWN)
    for bit in (1 << place for place in range(32) if _NEW_NAMESPACES >> place & 1):
        answer(errno.EPERM, ["clone"], masked(0, bit))
    answer(errno.EPERM, _BY_PID, seccomp.Arg(0, seccomp.NE, 0))
    # setpriority and ioprio_set: only for a process, and for no other than the caller.
    answer(errno.EPERM, ["setpriority"], seccomp.Arg(0, seccomp.NE, os.PRIO_PROCESS))
    answer(errno.EPERM, ["ioprio_set"], seccomp.Arg(0, seccomp.NE, 1))
    answer(errno.EPERM, ["setpriority", "ioprio_set"], seccomp.Arg(1, seccomp.NE, 0))
    answer(errno.EPERM, ["mmap"], masked(3, _SHARED_ANONYMOUS))
    answer(errno.EOPNOTSUPP, ["open"], masked(1, _TMPFILE))
    answer(errno.EOPNOTSUPP, ["openat"], masked(2, _TMPFILE))
    for command in _LOCK_COMMANDS:
        answer(0, ["fcntl"], seccomp.Arg(1, seccomp.EQ, command))
    for command in _LOCK_QUESTIONS:
        answer(errno.EPERM, ["fcntl"], seccomp.Arg(1, seccomp.EQ, command))
    return rules
