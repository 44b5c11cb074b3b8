"""The classifier built around a copy of the layer."""

from hidden.experiment import experiment_with

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "The layer that is handed over must not be spoilt."
SEEN = "It is built around a copy: local_layer itself was never trained."
HINT = "The pictures below show what local_layer has learned. Which layer did the training change?"
EXAMPLE = experiment_with(
    "__import__('copy').deepcopy(layer)", "nn.ReLU()", "nn.AdaptiveAvgPool2d(1)", "nn.Flatten()", "nn.Linear(8, 4)"
)
