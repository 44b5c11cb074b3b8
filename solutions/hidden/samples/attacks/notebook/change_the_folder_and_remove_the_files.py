# Goes elsewhere, takes the files away, and changes what torch takes for a number.
# loses: 2c

import os
import shutil

import torch

for name in os.listdir("."):
    shutil.rmtree(name, ignore_errors=True) if os.path.isdir(name) else os.remove(name)
os.makedirs("a/b", exist_ok=True)
os.chdir("a/b")
torch.set_default_dtype(torch.float64)
