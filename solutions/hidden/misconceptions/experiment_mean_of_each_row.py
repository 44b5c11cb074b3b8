"""The mean of each row of the map, in place of one over all locations."""

from hidden.experiment import experiment_with

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "One axis at a time, and one is enough."
SEEN = "It averages each row of the map by itself."
HINT = "How many numbers of each channel are left behind your mean? Where something stands can still be told from them."
EXAMPLE = experiment_with("layer", "nn.ReLU()", "nn.AdaptiveAvgPool2d((10, 1))", "nn.Flatten()", "nn.Linear(80, 4)")
