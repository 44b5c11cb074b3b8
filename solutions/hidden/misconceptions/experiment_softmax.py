"""A softmax behind the classifier of the experiment."""

from hidden.experiment import experiment_with

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "A classifier gives probabilities."
SEEN = "Its outputs are probabilities: there is a softmax behind the last layer."
HINT = "cross_entropy takes logits, and applies log_softmax itself. What does it make of numbers between 0 and 1?"
EXAMPLE = experiment_with(
    "layer", "nn.ReLU()", "nn.AdaptiveAvgPool2d(1)", "nn.Flatten()", "nn.Linear(8, 4)", "nn.Softmax(1)"
)
