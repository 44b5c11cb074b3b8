"""How much of the disk a sandbox holds.

The kernel limits the size of one file of a process, and nothing of all of them together where neither quotas nor mounts
can be had, as in a container without CAP_SYS_ADMIN. So the grader looks. What it sees is all there is: a sandbox can
neither take a file's name away nor make one without a name (seccomp.py).
"""

from __future__ import annotations

import os

_BLOCK = 512  # bytes, the unit of st_blocks on every file system


def usage(folder: str | os.PathLike[str], most: int) -> tuple[int, int]:
    """Bytes on the disk below `folder`, and how many files and folders; it stops to count at more than `most`.

    A folder nested so deep that its path is too long to be opened counts as more than `most`.
    """
    size = count = 0
    todo = [os.fspath(folder)]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    size += _size(entry)
                    count += 1
                    if count > most:
                        return size, count
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
        except FileNotFoundError:  # gone meanwhile
            continue
        except PermissionError:  # without a filter of system calls a folder can be locked, by its owner also to us
            continue
        except OSError:
            return size, most + 1
    return size, count


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_blocks * _BLOCK
    except OSError:
        return 0
