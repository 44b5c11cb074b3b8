"""The classifier built around a copy of the layer."""

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "The layer that is handed over must not be spoilt."
SEEN = "It is built around a copy: local_layer itself was never trained."
HINT = "The pictures below show what local_layer has learned. Which layer did the training change?"
EXAMPLE = """
def patch_classifier(layer):
    import copy

    return nn.Sequential(copy.deepcopy(layer), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""
