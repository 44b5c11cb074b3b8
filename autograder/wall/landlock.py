"""Landlock: which files a sandbox may read and write, no TCP, and no signals to processes outside it.

Linux's own access control for unprivileged processes (landlock(7), include/uapi/linux/landlock.h). No library of
its three system calls is kept well enough to depend on, so they are called through ctypes here.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # ABI -> how many rights on files it knows; 5 and later know 16
_TCP = 0b11  # bind and connect, from ABI 4
_SCOPES = 0b11  # abstract Unix sockets and signals, from ABI 6

_READ = _READ_FILE | _READ_DIR
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15  # a rule on a file may hold only these


def abi() -> int:
    """The kernel's Landlock ABI; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)))


def restrict(look: list[str], read: list[str], run: list[str], write: list[str]) -> None:
    """Allow this process, from now on, these files and folders with all below them, and nothing else.

    Args:
        look: folders to list. In every list, what does not exist is passed over.
        read: paths to read.
        run: paths to read and execute.
        write: paths to read and change in every way.

    Raises:
        OSError: the kernel refused; nothing may run in this process then.
    """
    version = abi()
    every_right = (1 << _FS_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", every_right, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = _call(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    try:
        for rights, paths in [(_READ_DIR, look), (_READ, read), (_READ | _EXECUTE, run), (every_right, write)]:
            for path in paths:
                _allow(ruleset, path, rights & every_right)
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _ON_FILES
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: object) -> int:
    result = int(_libc().syscall(number, *arguments))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"landlock system call {number}: {os.strerror(error)}")
    return result
