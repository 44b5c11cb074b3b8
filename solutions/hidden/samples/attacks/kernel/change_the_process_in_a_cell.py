# Changes the folder, the files, the default dtype and the hooks of the process in a cell.
# place: 1a
# loses: nothing

import os
import shutil

import torch

for name in os.listdir("."):
    shutil.rmtree(name, ignore_errors=True) if os.path.isdir(name) else os.remove(name)
os.makedirs("a/b", exist_ok=True)
os.chdir("a/b")
torch.set_default_dtype(torch.float64)
