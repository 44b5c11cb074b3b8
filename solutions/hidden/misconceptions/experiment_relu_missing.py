"""No ReLU in the classifier of the experiment."""

from hidden.experiment import experiment_with

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "The mean of the layer says as much."
SEEN = "There is no ReLU between the layer and the mean."
HINT = "Without it all steps are linear. What is the mean of answers that are as often negative as positive?"
EXAMPLE = experiment_with("layer", "nn.AdaptiveAvgPool2d(1)", "nn.Flatten()", "nn.Linear(8, 4)")
