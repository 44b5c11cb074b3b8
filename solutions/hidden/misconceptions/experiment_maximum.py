"""The maximum over locations in place of the mean."""

from hidden.experiment import experiment_with

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "Pooling is pooling."
SEEN = "It takes the largest value of each channel, where the mean is asked for."
HINT = "Read the name of your pooling layer. Which step of the docstring is it to be?"
EXAMPLE = experiment_with("layer", "nn.ReLU()", "nn.AdaptiveMaxPool2d(1)", "nn.Flatten()", "nn.Linear(8, 4)")
