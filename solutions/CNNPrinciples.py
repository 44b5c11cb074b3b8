# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: CNNPrinciples
# init_cell: false
# check_all_cell: false
# export_cell: false
# tests:
#   files: true
#   ok_format: false

# %% [markdown]
# # Weight sharing in CNNs
#
# A convolution is a linear layer with two ideas built in: each output looks at a small window only, and every
# window uses the same weights. This notebook takes those ideas apart, first on paper-sized matrices (question
# 1), then on images (question 2).
#
# How to work:
#
# 1. The holes are marked `TODO` in `toeplitz.py`, `locally_connected.py`, `equivariance.py` and `models.py`;
#    two more are in this notebook, in 1d and 2c. A cell that comes to an open hole says so, and the cells below
#    it still run.
# 2. Each question asks for a prediction. Write it down *before* you run the cells below it; it is not graded.
# 3. `grader.check` runs a few public checks; the last cells run them all. The hidden ones that grade your work
#    look further.
# 4. Write the answer below each question in a few sentences. A person reads it.
#
# After you edit a file, save it and run the question's cells again: the notebook loads what has changed. Objects
# that were made before, such as a trained layer, stay what they were until their cell has run again.
#
# Two words for what a convolution does are used throughout. *Sparse interaction*: each output looks at a few
# inputs. *Weight sharing*: all outputs use the same weights. What follows from both, *translation equivariance*,
# is measured in 2b.
#
# | question | 1a | 1b | 1c | 1d | 1e | 2a | 2b | 2c | 2d |
# |---|---|---|---|---|---|---|---|---|---|
# | points | 12 | 6 | 10 | 22 | 10 | 14 | 14 | 4 | 8 |
# | minutes, about | 30 | 15 | 20 | 60 | 40 | 40 | 50 | 15 | 20 |

# %%
# Run this cell first: it looks around, and says what is missing.
import importlib.util
import os
import sys
from pathlib import Path


class Stop(Exception):
    def _render_traceback_(self):
        return [str(self)]


packages = {"torch", "numpy", "matplotlib", "tqdm", "pytest"}
packages = {"otter": "otter-grader", **{name: name for name in packages}}
lacking = [
    packages[name] for name in sorted(packages) if name not in sys.modules and not importlib.util.find_spec(name)
]
if lacking:
    raise Stop(
        f"This Python ({sys.executable}) lacks {', '.join(lacking)}. In a cell: %pip install {' '.join(lacking)}"
    )
for place in (".", "assignment"):
    if Path(place, "lab.py").is_file() and Path(place, "data").is_dir():
        os.chdir(place)
        break
else:
    raise Stop(
        f"lab.py and the folder data are not beside this notebook, in {Path.cwd()}, nor in a folder assignment there.\n"
        "Jupyter: unpack assignment.zip and open the notebook inside it, not the one in the downloads.\n"
        "VS Code: File, Open Folder, and choose the unpacked assignment.\n"
        "A hosted notebook: upload assignment.zip beside this notebook, run `!unzip -n assignment.zip` in a new cell, "
        "then this one again."
    )

import otter

grader = otter.Notebook("CNNPrinciples.ipynb")

# %%
import torch
import torch.nn.functional as F
from torch import nn

import lab

lab.prepare()
settings = lab.profile()
dataset = settings.dataset
garments, garment_labels = lab.load_images("train", dataset, download=True, limit=settings.train_size)
validation = lab.load_images("validation", dataset, download=True, limit=settings.validation_size)
names = [lab.CLASSES[label] for label in garment_labels[:8]]
lab.plot_images(garments[:8], names, title="What is classified in question 2")

# %% [markdown]
# ## 1a. A convolution is a matrix
#
# A 1-D convolution of $x \in \mathbb{R}^9$ with a kernel $(k_1, k_2, k_3)$ and "same" zero padding is linear
# in $x$, so some matrix $K$ does the same: $x' = Kx$. Fill `toeplitz_matrix` in `toeplitz.py`. As in PyTorch,
# the kernel is *not* flipped.
#
# Below, one answer is computed by two routes. The kernel is not symmetric on purpose: with a symmetric one a
# flipped kernel would go unnoticed.

# %% [markdown]
# **Prediction 1a.** What do the first, the fifth and the last row of $K$ look like?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q1a

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from toeplitz import toeplitz_matrix

kernel = torch.tensor([1.0, 2.0, 3.0])
signal = torch.tensor([1.0, 0.0, 0.0, 2.0, -1.0, 0.0, 3.0, 0.0, 1.0])
toeplitz = toeplitz_matrix(kernel, len(signal))
matrix_output = toeplitz @ signal
conv1d_output = F.conv1d(signal.view(1, 1, -1), kernel.view(1, 1, -1), padding=1).flatten()
print("K @ x ", matrix_output.tolist())
print("conv1d", conv1d_output.tolist())

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q1a_public_matrix_and_conv1d_agree(matrix_output, conv1d_output):
    """The matrix does what conv1d does"""
    import numpy as np

    assert matrix_output is not None, "matrix_output does not exist yet: does the cell above run without an error?"
    seen, wanted = np.asarray(matrix_output), np.asarray(conv1d_output)
    assert seen.shape == wanted.shape, "K @ x should have as many entries as x: which shape does your matrix have?"
    wrong = ~np.isclose(seen, wanted, atol=1e-5)
    assert not wrong[1:-1].any(), (
        "K @ x and conv1d differ away from the border: what does a middle row of K hold, left to right?"
    )
    assert not wrong.any(), (
        "K @ x and conv1d differ at the border only: what does zero padding do to the first and last row?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
lab.plot_matrices({"K for the kernel (1, 2, 3)": toeplitz}, title="One kernel, in every row")

# %% [markdown]
# **Question 1a.** Write the matrix for a general kernel (k1, k2, k3). How does weight sharing show in it, and
# how does locality?

# %% [markdown]
# **Answer 1a.**
#
# _Type your answer here._

# %% [markdown]
# ## 1b. How many weights are free?
#
# A linear layer from $\mathbb{R}^9$ to $\mathbb{R}^9$ may use any $9 \times 9$ matrix. A locally connected
# layer keeps the convolution's windows but gives each its own weights. Fill `weight_counts` in `toeplitz.py`,
# for all three.

# %% [markdown]
# **Prediction 1b.** How many free weights has each kind for 9 inputs and a kernel of 3? If the input gets ten
# times as long, how does each number change?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q1b

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from toeplitz import weight_counts

lengths = (9, 90, 900, 9000)
counts = {n: weight_counts(n, 3) for n in lengths}
for n, row in counts.items():
    print(f"n = {n:5d}: {row}")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q1b_public_counts_are_in_order(counts):
    """Each kind of layer has its count, and sharing never adds weights"""
    assert counts is not None, "counts does not exist yet: does the cell above run without an error?"
    for n, row in counts.items():
        names = {"dense", "locally_connected", "convolution"}
        assert set(row) == names, f"n = {n}: the names of the three kinds differ from the docstring's."
        assert all(type(value) is int for value in row.values()), f"n = {n}: a count is a whole number, a Python int."
        ordered = row["convolution"] <= row["locally_connected"] <= row["dense"]
        assert ordered, (
            f"n = {n}: dense can use every entry, locally connected the windows, and a convolution shares "
            "one window: which has most?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
lab.plot_lines(
    {kind: {n: counts[n][kind] for n in lengths} for kind in ("dense", "locally_connected", "convolution")},
    xlabel="length n of input and output",
    ylabel="free weights",
    scale="log",
    title="How the number of weights grows",
)

# %% [markdown]
# **Question 1b.** How many weights does the dense layer have, and what are the two differences between its
# matrix and the one of 1a?

# %% [markdown]
# **Answer 1b.**
#
# _Type your answer here._

# %% [markdown]
# ## 1c. The same windows, but nothing shared
#
# Now let every location have a kernel of its own: row $i$ of the matrix uses `kernels[i]`. Fill
# `locally_connected_matrix` in `toeplitz.py`. The second route below is the definition itself, a loop over
# windows.

# %% [markdown]
# **Prediction 1c.** Which entries of the matrix of 1a are still forced to be zero? Which are still forced to
# be equal?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q1c

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from toeplitz import locally_connected_matrix

torch.manual_seed(1)
kernels = torch.randn(9, 3)
samples = torch.randn(9)
local_matrix = locally_connected_matrix(kernels)
local_output = local_matrix @ samples
padded = F.pad(samples, (1, 1))
loop_output = torch.stack([kernels[i] @ padded[i : i + 3] for i in range(9)])
print("largest difference of the two routes:", (local_output - loop_output).abs().max().item())

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q1c_public_matrix_and_loop_agree(local_output, loop_output):
    """The matrix does what a loop over windows does"""
    import numpy as np

    assert local_output is not None, "local_output does not exist yet: does the cell above run without an error?"
    seen, wanted = np.asarray(local_output), np.asarray(loop_output)
    assert seen.shape == wanted.shape, "The matrix should have one row and one column for each location."
    wrong = ~np.isclose(seen, wanted, atol=1e-5)
    assert not wrong[1:-1].any(), (
        "The routes differ away from the border: which kernel does row i hold, and from which column on?"
    )
    assert not wrong.any(), (
        "The routes differ at the border only: which entries of a kernel fall outside the matrix there?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
from toeplitz import toeplitz_matrix

lab.plot_matrices(
    {
        "convolution: one shared kernel": toeplitz_matrix(kernels[4], 9),
        "locally connected": local_matrix,
        "dense": torch.randn(9, 9),
    },
    title="First sharing is given up, then locality",
)

# %% [markdown]
# **Question 1c.** How does the matrix change when the weights are no longer shared? What stays?

# %% [markdown]
# **Answer 1c.**
#
# _Type your answer here._

# %% [markdown]
# ## 1d. What a locally connected layer learns
#
# Take the step to images: `LocallyConnected2d` in `locally_connected.py` has, at every location, filters of
# its own. What is that good for? The images below hold the same 3x3 checker several times. One copy stands
# near a corner (outlined below), and *which* corner is the class. The copies in the middle mean nothing.
#
# The classifier is deliberately poor: layer, ReLU, *mean over all locations*, linear. After the mean nobody
# can tell where something was seen, unless the layer itself has already reacted differently from place to
# place.

# %% tags=["raises-exception"]
patches = lab.planted_patch(1024, seed=0)
patch_validation = lab.planted_patch(500, seed=1)
lab.plot_images(
    patches[0][:6],
    [f"{label}: {lab.PATCH_CORNERS[label]}" for label in patches[1][:6]],
    outlines=[lab.PATCH_HOMES[label] for label in patches[1][:6]],
    title="The class is where the outlined copy stands",
)

# %% [markdown]
# **Prediction 1d.** Guessing is right in one case of four. How well will the classifier do with
# `LocallyConnected2d`? And with `nn.Conv2d`?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q1d

# %% [markdown]
# Fill the hole: a function that builds the classifier around the layer that it is given, which has 8 output channels.
# That layer is part of the classifier and is trained with it. Behind the mean, 8 numbers are left of each image.

# %% [raw]
# # BEGIN SOLUTION


# %% tags=["raises-exception"]
def patch_classifier(layer: nn.Module) -> nn.Module:
    """Return layer -> ReLU -> mean over all locations -> linear, from images (N, 1, 12, 12) to logits (N, 4).

    Args:
        layer: maps (N, 1, 12, 12) to (N, 8, H', W').
    """
    # BEGIN SOLUTION NO PROMPT
    return nn.Sequential(layer, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4))
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1d): put the steps in an nn.Sequential (nn.AdaptiveAvgPool2d(1) is a spatial mean; then flatten).
    raise NotImplementedError("1d: implement patch_classifier")
    """  # END PROMPT


# %% tags=["raises-exception"]
from locally_connected import LocallyConnected2d


def train_on_patches(model: nn.Module) -> lab.History:
    return lab.train(model, *patches, epochs=6, lr=1e-2, optimizer="adam", validation=patch_validation)


torch.manual_seed(0)
local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
patch_histories = {
    "locally connected, mean": train_on_patches(locally_connected_classifier),
    "convolution, mean": train_on_patches(shared_kernel_classifier),
}
for name, history in patch_histories.items():
    print(f"{name}: validation accuracy {history.accuracies[-1]:.2f}")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q1d_public_classifiers_give_logits(env, locally_connected_classifier, shared_kernel_classifier):
    """Both classifiers give four logits an image"""
    for name, classifier in [
        ("locally_connected_classifier", locally_connected_classifier),
        ("shared_kernel_classifier", shared_kernel_classifier),
    ]:
        assert callable(classifier), f"{name} does not exist yet: do the cells above run without an error?"
        logits = classifier(env["torch"].zeros(2, 1, 12, 12))
        assert tuple(logits.shape) == (2, 4), (
            f"{name} should map images (N, 1, 12, 12) to logits (N, 4): what does each of its steps give?"
        )


# %%
""" # BEGIN TEST CONFIG
points: 2
hidden: true
"""  # END TEST CONFIG


def test_planted_patch_experiment(env, locally_connected_classifier, shared_kernel_classifier):
    """The locally connected classifier finds the patch's place; the one with a shared kernel cannot"""
    import numpy as np

    def wrong(said, idea):
        error = AssertionError(said)
        error.misconception = idea
        return error

    def array(tensor):
        return np.asarray(env["torch"].Tensor.detach(tensor), dtype=np.float64)

    def linear_map(features, logits):
        """Whether a linear layer can make the logits of the features."""
        known = np.column_stack([features.reshape(len(features), -1), np.ones(len(features))])
        if not np.isfinite(known).all() or not np.isfinite(logits).all():
            return False
        found = known @ np.linalg.lstsq(known, logits, rcond=None)[0]
        return np.abs(found - logits).max() < 1e-3 * np.abs(logits).max()

    rng = np.random.default_rng(1164)
    labels = rng.integers(4, size=800)
    images = rng.normal(0, 0.7, size=(800, 1, 12, 12)).astype(np.float32)
    checker = 2 * (-1.0) ** np.add.outer(np.arange(3), np.arange(3))
    for image, label in zip(images[:, 0], labels):
        home = (1 + 7 * (label // 2), 1 + 7 * (label % 2))
        for row, column in [home, *rng.integers(3, 7, size=(3, 2))]:
            image[row : row + 3, column : column + 3] += checker
    accuracies = {}
    for name, classifier in [("local", locally_connected_classifier), ("shared", shared_kernel_classifier)]:
        assert callable(classifier), f"The {name} classifier does not exist: its cell did not run to the end."
        logits = classifier(env["torch"].as_tensor(images))
        assert tuple(logits.shape) == (800, 4), f"The {name} classifier should give four logits for each image."
        accuracies[name] = np.mean(np.asarray(env["torch"].argmax(logits, 1)) == labels)

    some = env["torch"].as_tensor(images[:200])
    local, layer, initial = array(locally_connected_classifier(some)), env.get("local_layer"), env.get("initial_weight")
    if local.min() >= 0 and np.abs(local.sum(1) - 1).max() < 1e-4:
        raise wrong("locally_connected_classifier does not give logits.", "experiment-softmax")
    as_described = True
    if callable(layer) and initial is not None:
        maps = array(layer(some))
        seen = np.maximum(maps, 0)
        as_described = linear_map(seen.mean((2, 3)), local)
    if not as_described:
        others = {
            "experiment-relu-missing": maps.mean((2, 3)),
            "experiment-maximum": seen.max((2, 3)),
            "experiment-mean-over-channels": seen.mean(1),
            "experiment-mean-of-each-row": seen.mean(3),
            "experiment-mean-of-each-column": seen.mean(2),
        }
        ideas = [idea for idea, features in others.items() if linear_map(features, local)]
        if np.array_equal(array(layer.weight), array(initial)) and accuracies["local"] > 0.8:
            ideas = ["experiment-layer-copied"]
        if ideas:
            raise wrong("locally_connected_classifier is not what patch_classifier's docstring says.", ideas[0])
    assert accuracies["local"] > 0.8, (
        "locally_connected_classifier does not tell the four places apart on new images. Does its loss "
        "fall, and is the layer in it the locally connected one, which the training has changed?"
    )
    assert accuracies["shared"] < 0.75, (
        "shared_kernel_classifier tells the four places apart, which a shared kernel followed by a spatial "
        "mean cannot. Which of its steps knows about position?"
    )
    assert as_described, (
        "locally_connected_classifier is not what patch_classifier's docstring says: local_layer, ReLU, mean over all "
        "locations, linear. Go through its steps one by one."
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# One more pair, to find out which step keeps the convolution from learning: the same two layers, but with the
# feature map *flattened* in front of the linear layer, not averaged. (Trained for much longer, even the
# averaged convolution creeps above chance: the windows that a patch near the border would fill beyond it are
# missing from the mean.)


# %% tags=["raises-exception"]
def flattened_head(layer: nn.Module) -> nn.Module:
    return nn.Sequential(layer, nn.ReLU(), nn.Flatten(), nn.Linear(8 * 10 * 10, 4))


torch.manual_seed(0)
patch_histories["locally connected, flattened"] = train_on_patches(
    flattened_head(LocallyConnected2d(1, 8, (12, 12), 3))
)
patch_histories["convolution, flattened"] = train_on_patches(flattened_head(nn.Conv2d(1, 8, 3)))
lab.plot_curves(patch_histories, "Planted patch: which one stays at chance?", chance=1 / 4)

# %% [markdown]
# Both flattened ones have learned it before their accuracy is measured a second time. So here are the first eight steps
# of a new training, with the accuracy after each.

# %% tags=["raises-exception"]
builders = {
    "locally connected, mean": lambda: patch_classifier(LocallyConnected2d(1, 8, (12, 12), 3)),
    "locally connected, flattened": lambda: flattened_head(LocallyConnected2d(1, 8, (12, 12), 3)),
    "convolution, flattened": lambda: flattened_head(nn.Conv2d(1, 8, 3)),
}
eight_batches = (patches[0][: 8 * 64], patches[1][: 8 * 64])
first_steps = {}
for name, build in builders.items():
    torch.manual_seed(0)
    options = {"epochs": 1, "lr": 1e-2, "optimizer": "adam", "validation": patch_validation, "progress": False}
    first_steps[name] = lab.train(build(), *eight_batches, **options)
lab.plot_curves(first_steps, "The first eight steps: who gets there first?", chance=1 / 4)

# %% [markdown]
# What has been learned? In the first picture, outlined: the homes. A location sees the 3x3 window whose top left pixel
# it is; so the locations that see a home's copy in full are (1, 1), (1, 8), (8, 1) and (8, 8). The letters say where the
# filters beside it stand. Below are the kernels of the averaged convolution, which has one set for all locations.

# %% tags=["raises-exception"]
lab.plot_location_filters(
    local_layer.weight,
    initial_weight,
    {"A, a home": (1, 1), "B, a home": (8, 8), "C, the middle": (5, 4), "D, never a patch": (0, 5)},
    shared=shared_kernel_classifier[0].weight,
    patch=patches[0][patches[1] == 0, 0, 1:4, 1:4].mean(0),
    title="Which filters look like the patch?",
    outlines=lab.PATCH_HOMES,
)

# %% [markdown]
# **Question 1d.** How do the learned features change without sharing? What do the weights of one fixed window
# learn? Why can the convolution not do the same here, and why can it with a flattened head?

# %% [markdown]
# **Answer 1d.**
#
# _Type your answer here._

# %% [markdown]
# ## 1e. Growing the kernel
#
# Without padding, a larger kernel leaves a smaller output. Fill `output_size` and `as_linear` in
# `locally_connected.py`: the second turns a locally connected layer into the fully connected one that does
# the same. (The layer of 1d may well use `output_size`: then fill that first.)

# %% [markdown]
# **Prediction 1e.** For a 6x6 image: how large can the kernel get, and how large is the output then? What
# share of the fully connected matrix is zero for that kernel?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q1e

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from locally_connected import LocallyConnected2d, as_linear, output_size

torch.manual_seed(0)
small_images = torch.randn(5, 1, 6, 6)
sizes, linears, largest_gap = {}, {}, 0.0
for k in range(1, 7):
    layer = LocallyConnected2d(1, 1, (6, 6), k)
    linear = as_linear(layer)
    gap = (layer(small_images).flatten(1) - linear(small_images.flatten(1))).abs().max().item()
    zeros = (linear.weight == 0).float().mean().item()
    sizes[k], linears[k], largest_gap = output_size((6, 6), k), linear, max(largest_gap, gap)
    shape = tuple(linear.weight.shape)
    print(f"k = {k}: output {sizes[k]}, matrix {shape}, {zeros:.0%} zeros, gap {gap:.1e}")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q1e_public_linear_layer_computes_the_same(largest_gap, sizes):
    """The fully connected layer computes the same map"""
    assert largest_gap is not None and len(sizes) == 6, (
        "The loop above has not run to its end: which kernel size stops it?"
    )
    assert all(type(size) is tuple and len(size) == 2 for size in sizes.values()), (
        "output_size gives a pair: height and width."
    )
    assert largest_gap < 1e-4, (
        "Layer and linear layer differ. Do rows and columns count locations and pixels in the order of "
        "flatten()? Is the bias there?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
# The matrices for one output channel get flat as the output shrinks; so here with more channels, the larger the kernel.
if len(linears) == 6:
    torch.manual_seed(0)
    channels = {2: 1, 4: 4, 5: 9, 6: 36}
    lab.plot_matrices(
        {
            f"k = {k}, output {channels[k]} x {sizes[k][0]} x {sizes[k][1]}": as_linear(
                LocallyConnected2d(1, channels[k], (6, 6), k)
            ).weight
            for k in channels
        },
        title="From sparse to dense: the zeros go as the kernel grows",
    )

# %% [markdown]
# **Question 1e.** How does the output size depend on the kernel size? What is the largest kernel, and what is
# the layer then?

# %% [markdown]
# **Answer 1e.**
#
# _Type your answer here._

# %% [markdown]
# ## 2a. MLP against CNN
#
# Fill `MLP` and `CNN` in `models.py`. Both are trained here on the same garments with the same plain SGD, for
# two short epochs in the quick profile. That is far too little to say how good either can get; it shows how
# fast each gets started.

# %% [markdown]
# **Prediction 2a.** Which is ahead after two epochs, and by how much? Will the gap grow or shrink with more
# training?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q2a

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from models import MLP


def train_on_garments(model: nn.Module, **changes) -> lab.History:
    options = {"epochs": settings.epochs, "lr": settings.lr, "batch_size": settings.batch_size, **changes}
    return lab.train(model, garments, garment_labels, validation=validation, **options)


torch.manual_seed(0)
mlp = MLP(lab.IMAGE_SHAPE, 128, 10)
mlp_history = train_on_garments(mlp)
mlp_accuracy = mlp_history.accuracies[-1]
print(f"MLP: validation accuracy {mlp_accuracy:.2f}")

# %% tags=["raises-exception"]
from models import CNN

torch.manual_seed(0)
cnn = CNN(lab.IMAGE_SHAPE, (16, 16), 10)
cnn_history = train_on_garments(cnn)
cnn_accuracy = cnn_history.accuracies[-1]
print(f"CNN: validation accuracy {cnn_accuracy:.2f}")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q2a_public_models_give_logits(env, mlp, cnn):
    """Both models give ten logits an image"""
    for name, model in [("mlp", mlp), ("cnn", cnn)]:
        assert callable(model), f"{name} does not exist yet: does its cell run without an error?"
        logits = model(env["torch"].zeros(2, *env["lab"].IMAGE_SHAPE))
        assert tuple(logits.shape) == (2, 10), f"{name} should map images (N, C, H, W) to logits (N, 10)."


# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q2a_public_training_helps(mlp_history, cnn_history):
    """Both losses fall in training"""
    for name, history in [("mlp_history", mlp_history), ("cnn_history", cnn_history)]:
        assert history is not None, f"{name} does not exist yet: does its cell run without an error?"
        losses = list(history.losses)
        early, late = sum(losses[:10]) / 10, sum(losses[-10:]) / 10
        assert late < early, (
            f"The loss in {name} does not fall. Do all layers take part, and does the model return logits "
            "without a softmax?"
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
lab.plot_curves({"MLP": mlp_history, "CNN": cnn_history}, "Plain SGD: who gets started faster?", chance=1 / 10)

# %% [markdown]
# How much of that gap is the architecture, and how much is that SGD has only just begun? Below stand the same
# models over five seeds, trained as above and for ten epochs with Adam; with them a control, one linear layer on
# the pixels, which has no hidden layer at all. Look at it before you believe either explanation. (Set `try_more` to
# train them yourself, in about 20 seconds. For all 60,000 images, set LAB_PROFILE=full before Jupyter starts; for
# CIFAR-10's colour images in place of the garments, LAB_PROFILE=cifar10. Either takes minutes.)

# %% tags=["raises-exception"]
lab.plot_evidence(["linear", "MLP", "CNN"], "Garments, five seeds: how much of the gap is left?")
for name, model in {"MLP": mlp, "CNN": cnn}.items():
    print(f"{name}: {sum(parameter.numel() for parameter in model.parameters())} weights")
print(f"linear: {garments[0].numel() * 10 + 10} weights")

try_more = settings is not lab.PROFILES["quick"]
if try_more:
    longer = {}
    for optimizer, lr in [("momentum", 1e-2), ("adam", 1e-3)]:
        for model in [MLP(lab.IMAGE_SHAPE, 128, 10), CNN(lab.IMAGE_SHAPE, (16, 16), 10)]:
            name = f"{type(model).__name__}, {optimizer}"
            longer[name] = train_on_garments(model, epochs=10, lr=lr, optimizer=optimizer)
    lab.plot_curves(longer, "Better optimisers, ten epochs", chance=1 / 10)

# %% [markdown]
# **Question 2a.** Report both accuracies. Which model does better, and why? What does the linear control say about
# two short epochs, and what is left of the gap after ten with Adam?

# %% [markdown]
# **Answer 2a.**
#
# _Type your answer here._

# %% [markdown]
# ## 2b. Translation equivariance, measured
#
# A map $f$ is *equivariant* to a translation $T$ if shifting first or last makes no difference: $f(Tx) = T
# f(x)$. Fill `translate`, `equivariance_error` and `is_translation_equivariant` in `equivariance.py`.
#
# For the CNN, $f$ is its feature map. The MLP has no feature map, so we lend it one: with as many hidden units as
# pixels, $28 \times 28$, its first hidden layer can be laid out as a picture. (What enters at the border of a shifted
# image is zero, which is drawn as a dark gray: the images are normalised.)

# %% [markdown]
# **Prediction 2b.** Near the border, padding shows. How wide is the frame of pixels in which the CNN's two
# maps can differ? What will the MLP's two maps have in common?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q2b

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from equivariance import equivariance_error, translate

from models import CNN, MLP


height, width = lab.IMAGE_SHAPE[1:]


def hidden_picture(model: nn.Module):
    """The first hidden layer of an MLP with height * width hidden units, as a function to maps (N, 1, H, W)."""
    first = next(module for module in model.modules() if isinstance(module, nn.Linear))
    return lambda x: first(x.flatten(1)).relu().view(-1, 1, height, width)


torch.manual_seed(0)
networks = {"CNN": CNN(lab.IMAGE_SHAPE, (16, 16), 10), "MLP": MLP(lab.IMAGE_SHAPE, height * width, 10)}
for network in networks.values():  # a short training will do: the question is what it changes
    lab.train(network, garments[:1000], garment_labels[:1000], epochs=1, lr=settings.lr)
trained_maps = {"CNN, trained": networks["CNN"].features, "MLP, trained": hidden_picture(networks["MLP"])}

shift = (3, -2)  # down 3, left 2
few = garments[:8]
errors = {}
with torch.no_grad():
    for name, f in trained_maps.items():
        errors[name] = {margin: equivariance_error(f, few, shift, margin) for margin in range(8)}
        print(name, " ".join(f"margin {margin}: {error:.1e} " for margin, error in errors[name].items()))

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q2b_public_errors_are_sizes(errors):
    """An equivariance error is a size: a float, never negative"""
    assert errors is not None and len(errors) == 2, "The cell above has not run to its end: does a line of it fail?"
    for name, by_margin in errors.items():
        assert all(type(error) is float for error in by_margin.values()), (
            f"{name}: equivariance_error returns a Python float, not a tensor."
        )
        assert all(error >= 0 for error in by_margin.values()), f"{name}: a norm is never negative, nor is it NaN."


# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q2b_public_a_pixelwise_map_has_no_error(env):
    """A map that treats every pixel alike has no error"""
    equivariance_error, torch = env.get("equivariance_error"), env.get("torch")
    assert callable(equivariance_error), "equivariance_error is not there: does the cell above run without an error?"
    images = torch.arange(40.0).reshape(1, 1, 5, 8)
    error = equivariance_error(torch.square, images, (1, -2))
    assert error < 1e-6, (
        "Squaring each pixel commutes with every shift, and yet the error is not zero: which pixels do you compare?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
lab.plot_lines(
    errors,
    xlabel="margin that is left out (pixels)",
    ylabel="error relative to T f(x)",
    title=f"Shift {shift}: where does the error end?",
)


# %% tags=["raises-exception"]
def show_shift(maps, shift=shift, index=3):
    x = garments[index : index + 1]
    shifted = translate(x, shift)
    with torch.no_grad():
        rows = {name: (f(shifted)[0], translate(f(x), shift)[0]) for name, f in maps.items()}
    lab.plot_shift(x[0], shifted[0], rows, title=f"Shift {shift}: is the last picture empty?")


show_shift(trained_maps)
show_shift(trained_maps, shift=(-6, 4), index=8)

# %% [markdown]
# Those were the strongest channels. Here are others of the CNN.

# %% tags=["raises-exception"]
x, f = garments[8:9], trained_maps["CNN, trained"]
with torch.no_grad():
    of_shifted, shifted_map = f(translate(x, shift))[0], translate(f(x), shift)[0]
lab.plot_channels(of_shifted, shifted_map, f"The CNN, shift {shift}: is every channel equivariant?")

# %% [markdown]
# And those were two shifts. Here are all up to 4 pixels, with a margin of 3 pixels left out; where Jupyter has widgets,
# sliders below show any other.


# %% tags=["raises-exception"]
def show_every_shift(maps, far=4):
    shifts = range(-far, far + 1)
    with torch.no_grad():
        found = {
            name: torch.tensor([[equivariance_error(f, few[:2], (dy, dx), 3) for dx in shifts] for dy in shifts])
            for name, f in maps.items()
        }
    lab.plot_errors_of_shifts(found, "The error of every shift: rounding, or not?")


show_every_shift(trained_maps)
lab.slide(lambda down, right: show_shift(trained_maps, (down, right)), down=5, right=5)

# %% [markdown]
# Weight sharing is about translations, and nothing else. Here are two other changes: R turns the image by a quarter, S
# enlarges its middle to twice the size.


# %% tags=["raises-exception"]
def turned(x):
    return x.rot90(1, (-2, -1))


def enlarged(x):
    top, left = height // 4, width // 4
    middle = x[..., top : top + height // 2, left : left + width // 2]
    return middle.repeat_interleave(2, -2).repeat_interleave(2, -1)


x = garments[4:5]
for letter, what, change in [("R", "A quarter turn", turned), ("S", "Twice the size", enlarged)]:
    with torch.no_grad():
        of_changed, changed_map = f(change(x)), change(f(x))
    maps = {"CNN, trained": (of_changed[0], changed_map[0])}
    lab.plot_shift(x[0], change(x)[0], maps, f"{what}: is the last picture empty?", change=letter)
    inside = (..., slice(3, -3), slice(3, -3))
    gap = (of_changed - changed_map)[inside].norm() / changed_map[inside].norm()
    print(f"{what}: error {gap:.2f} with margin 3")

# %% [markdown]
# **Question 2b.** What do you observe for the CNN, in the middle and near the border? Why is it different for
# the MLP?

# %% [markdown]
# **Answer 2b.**
#
# _Type your answer here._

# %% [markdown]
# ## 2c. The same test on an untrained CNN
#
# Is equivariance learned? Fill the three lines: a new `CNN` of channels (16, 16) as it comes from its constructor (those
# above are trained by now); the smallest margin, in whole pixels, that keeps the border's padding out of its feature map;
# and the verdict of `is_translation_equivariant` on its `features` and the images `few`, with `margin=margin`.

# %% [markdown]
# **Prediction 2c.** Will the verdict on the untrained CNN be the same as on a trained one? And will its
# features mean anything?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q2c

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from equivariance import is_translation_equivariant

from models import CNN

torch.manual_seed(3)
few = garments[:8]
# BEGIN SOLUTION NO PROMPT
untrained_cnn = CNN(lab.IMAGE_SHAPE, (16, 16), 10)
margin = 3
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, few, margin=margin)
# END SOLUTION
""" # BEGIN PROMPT
# TODO(2c): three lines, which make untrained_cnn, margin and untrained_is_equivariant.
raise NotImplementedError("2c: the three lines")
"""  # END PROMPT
print("untrained CNN is translation equivariant:", untrained_is_equivariant)

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q2c_public_the_three_lines_are_filled(untrained_cnn, margin, untrained_is_equivariant):
    """A network, a whole number of pixels, a verdict"""
    assert margin is not None, "margin does not exist yet: are the three lines filled, and have they run?"
    assert callable(untrained_cnn), "untrained_cnn should be a CNN, made by its constructor."
    assert type(margin) is int, "margin should be a whole number of pixels, a Python int."
    assert type(untrained_is_equivariant) is bool, (
        "untrained_is_equivariant should be what is_translation_equivariant returned: True or False."
    )


# %%
""" # BEGIN TEST CONFIG
points: 2
hidden: true
"""  # END TEST CONFIG


def test_margin_covers_the_receptive_field(margin):
    """The margin is the smallest that keeps the border's padding out of the feature map"""
    assert margin is not None, "margin does not exist: the three lines are not filled, or did not run to the end."
    assert type(margin) is int, "margin should be a whole number of pixels, a Python int."
    if margin != 3:
        wrong = AssertionError(
            "This margin is too small: some of the pixels compared still depend on the padding."
            if margin < 3
            else "This margin is larger than it needs to be: it leaves out pixels that no padding reaches."
        )
        wrong.hint = "How far does one pixel of the feature map see, through both convolutions?"
        wrong.misconception = {
            0: "border-left-in",
            1: "margin-of-the-last-layer",
            2: "margin-of-the-first-layer",
            5: "margin-beyond-the-reach",
            6: "margin-of-both-sides",
            7: "margin-of-the-window",
            8: "margin-of-kernel-sizes",
        }.get(margin)
        raise wrong


# %%
""" # BEGIN TEST CONFIG
points: 2
hidden: true
"""  # END TEST CONFIG


def test_untrained_features_verdict(env, untrained_cnn, margin, untrained_is_equivariant):
    """The verdict is true of the untrained CNN's features, with this margin"""
    import numpy as np

    assert margin is not None, "margin does not exist: the three lines are not filled, or did not run to the end."
    assert callable(untrained_cnn), "untrained_cnn should be a CNN, made by its constructor."
    assert type(margin) is int, "margin should be a whole number of pixels, a Python int."
    assert type(untrained_is_equivariant) is bool, "untrained_is_equivariant should be True or False."
    images = np.random.default_rng(2718).normal(size=(3, 1, 28, 28)).astype(np.float32)

    def shifted(x, dy, dx):
        result = np.zeros_like(x)
        height, width = x.shape[2:]
        into = (..., slice(max(dy, 0), height + min(dy, 0)), slice(max(dx, 0), width + min(dx, 0)))
        out_of = (..., slice(max(-dy, 0), height + min(-dy, 0)), slice(max(-dx, 0), width + min(-dx, 0)))
        result[into] = x[out_of]
        return result

    def features(x, network=untrained_cnn):
        with_gradients = network.features(env["torch"].as_tensor(x))
        return np.asarray(env["torch"].Tensor.detach(with_gradients), dtype=np.float64)

    plain = features(images)
    networks = env.get("networks")  # where this runs by itself there are none
    trained = [env.get("cnn"), networks.get("CNN") if isinstance(networks, dict) else None]
    if any(one is not None and np.array_equal(plain, features(images, one)) for one in trained):
        wrong = AssertionError("untrained_cnn computes what a network computes that has been trained above.")
        wrong.misconception = "trained-network-taken"
        raise wrong
    assert plain.ndim == 4 and len(plain) == 3, "untrained_cnn.features should give feature maps, (N, C, H, W)."
    assert plain.size and np.ptp(plain) > 0, "The feature maps hold one number everywhere, whatever the image shows."
    assert 0 <= margin and 2 * margin + 2 < min(plain.shape[2:]), "With this margin no pixel is left to compare."
    errors = []
    for dy, dx in [(2, 0), (-1, 0), (0, -2), (0, 1), (-2, 2), (1, -1)]:
        first, second = features(shifted(images, dy, dx)), shifted(plain, dy, dx)
        assert first.shape == second.shape, "untrained_cnn.features gives maps of another shape each time."
        rows = slice(max(dy, 0) + margin, plain.shape[2] + min(dy, 0) - margin)
        columns = slice(max(dx, 0) + margin, plain.shape[3] + min(dx, 0) - margin)
        difference = (first - second)[:, :, rows, columns]
        errors.append(np.linalg.norm(difference) / max(np.linalg.norm(second[:, :, rows, columns]), 1e-30))
    assert untrained_is_equivariant == (max(errors) <= 1e-4), (
        "untrained_is_equivariant is not true of untrained_cnn.features. Was it computed from that network, with that "
        "margin? And does your is_translation_equivariant pass its own checks?"
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
from models import MLP

torch.manual_seed(3)
untrained_mlp = MLP(lab.IMAGE_SHAPE, height * width, 10)
untrained_maps = {"CNN, untrained": untrained_cnn.features, "MLP, untrained": hidden_picture(untrained_mlp)}
show_shift(untrained_maps)
show_every_shift(untrained_maps, far=2)

# %% tags=["raises-exception"]
with torch.no_grad():
    lab.plot_maps(few[:4], untrained_cnn.features(few[:4]), "Untrained features: what do they still show?")

# %% [markdown]
# **Question 2c.** Compare with 2b. The CNN was never trained: why are its feature maps equivariant all the
# same, and why do they still look like the garment?

# %% [markdown]
# **Answer 2c.**
#
# _Type your answer here._

# %% [markdown]
# ## 2d. A frozen random CNN
#
# If random features are already that orderly, how far do they get? Fill `freeze_features` in `models.py`.
# Only the linear classifier on top of the random feature map is trained.

# %% [markdown]
# **Prediction 2d.** After two epochs, will the frozen CNN end below the MLP, between the MLP and the trained CNN, or
# above both? And after ten epochs with Adam?
#
# _Type your prediction here._

# %% [raw]
# # BEGIN QUESTION
# name: q2d

# %% [raw]
# # BEGIN SOLUTION

# %% tags=["raises-exception"]
from models import CNN, freeze_features

torch.manual_seed(0)
frozen_cnn = CNN(lab.IMAGE_SHAPE, (16, 16), 10)
trainable = freeze_features(frozen_cnn)
features_before = [parameter.detach().clone() for parameter in frozen_cnn.features.parameters()]
frozen_history = train_on_garments(frozen_cnn)
frozen_accuracy = frozen_history.accuracies[-1]
feature_change = max(
    (new - old).abs().max().item() for new, old in zip(frozen_cnn.features.parameters(), features_before)
)
trained_weights = sum(parameter.numel() for parameter in trainable)
print(f"{trained_weights} weights trained; validation accuracy {frozen_accuracy:.2f}")

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
points: 0
"""  # END TEST CONFIG


def test_q2d_public_features_stay_as_they_were(feature_change, frozen_history):
    """Training leaves the random features alone, and still learns"""
    assert feature_change is not None, "feature_change does not exist yet: does the cell above run without an error?"
    assert feature_change == 0, (
        "The weights of the features changed in training: which of them still require a gradient?"
    )
    losses = list(frozen_history.losses)
    assert sum(losses[-10:]) < sum(losses[:10]), "The loss does not fall: is the classifier still trainable?"


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["raises-exception"]
lab.plot_curves(
    {"MLP": mlp_history, "CNN": cnn_history, "CNN, features frozen": frozen_history},
    "Random features, trained classifier: beside which one?",
    chance=1 / 10,
)

# %% tags=["raises-exception"]
compared = ["linear", "MLP", "CNN, features frozen", "CNN"]
lab.plot_evidence(compared, "Garments, five seeds: how far do random features get?")

# %% [markdown]
# **Question 2d.** Report the accuracy. Why can random, frozen features beat an MLP that trains every weight? What is left
# of that after ten epochs with Adam, and what does the linear control say?

# %% [markdown]
# **Answer 2d.**
#
# _Type your answer here._

# %% [markdown]
# ## 3. Check and hand in
#
# Save the notebook first (Ctrl-S): what is checked and packed is what lies on the disk. The same in a terminal:
# `python check.py`, `python hand_in.py`.

# %%
import check

check.everything(grader)

# %%
import hand_in

hand_in.pack()
