"""No ReLU in the classifier of the experiment."""

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "The mean of the layer says as much."
SEEN = "There is no ReLU between the layer and the mean."
HINT = "Without it all steps are linear. What is the mean of answers that are as often negative as positive?"
EXAMPLE = """
def patch_classifier(layer):
    return nn.Sequential(layer, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""
