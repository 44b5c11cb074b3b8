"""The wall between the grader and the student's code.

sandbox.py    the grader's side: starts the template, asks it for sandboxes, talks to them
wire.py       both sides: length-prefixed msgpack frames, no pickle
template.py   the process that imports torch once, holds no secret and forks
lockdown.py   what a forked child gives up before it reads a student's byte
dynamo.py     keeps the template small: stands for what torch's optimisers import and do not use
runtime.py    inside a sandbox: loads the student's files and answers requests
tasks.py      inside a sandbox: gradients, training and the like, next to the student's objects
notebook.py   inside a sandbox: runs the notebook's cells as Jupyter would
"""
