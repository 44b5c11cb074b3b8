"""The maximum over locations in place of the mean."""

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "Pooling is pooling."
SEEN = "It takes the largest value of each channel, where the mean is asked for."
HINT = "Read the name of your pooling layer. Which step of the docstring is it to be?"
EXAMPLE = """
def patch_classifier(layer):
    return nn.Sequential(layer, nn.ReLU(), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8, 4))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""
