"""The wall between the grader and the student's code.

The grader's side:

student.py      proxies that read like the student's own API, for hidden tests
sandbox.py      the handle on one sandbox: asks it, answers its calls, keeps the deadlines
template.py     the handle on the fork server: starts it, has it fork, ends it
black_box.py    what a function of the grader's takes from student code, and how long
hung.py         what ran into a time limit once
launch.py       starts the fork server by exec, with a clean environment
watch.py        looks ten times a second at what sandboxes hold: memory, disk, processes (processes.py, disk.py)
removal.py      removes what they leave, however deep or locked
uids.py         gives each a uid of its own

Both sides:

wire.py         length-prefixed msgpack frames, no pickle

The fork server and its children:

fork_server.py  imports the homework's libraries once, holds no secret, and forks
lockdown.py     what a forked child gives up before it reads a student's byte (landlock.py, seccomp.py)
runtime.py      inside a sandbox: loads the student's files and answers requests
kernel.py       inside a sandbox: runs the notebook's cells as Jupyter would
with_torch.py   inside a sandbox: arrays are tensors; gradients and the like (dynamo.py keeps torch small)
with_numpy.py   the same where the homework does without torch
"""
