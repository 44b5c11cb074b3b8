"""The mean over channels in place of locations."""

from hidden.experiment import experiment_with

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "The mean is over the axis behind the batch."
SEEN = "It averages over the channels, and each location stays by itself."
HINT = "The map has the axes (N, 8, 10, 10). Which of them are locations?"
EXAMPLE = experiment_with("layer", "nn.ReLU()", "nn.AvgPool3d((8, 1, 1))", "nn.Flatten()", "nn.Linear(100, 4)")
