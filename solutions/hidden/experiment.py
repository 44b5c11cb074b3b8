"""1d's experiment with another classifier: the cell that the samples of wrong ideas about it share."""

from __future__ import annotations

_CELL = """
def patch_classifier(layer):
    return {classifier}


local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""


def experiment_with(*steps: str) -> str:
    """A notebook cell in which these modules, in Python, make up the classifier around `layer`."""
    return _CELL.format(classifier=f"nn.Sequential({', '.join(steps)})")
