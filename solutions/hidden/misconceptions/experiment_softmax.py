"""A softmax behind the classifier of the experiment."""

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "A classifier gives probabilities."
SEEN = "Its outputs are probabilities: there is a softmax behind the last layer."
HINT = "cross_entropy takes logits, and applies log_softmax itself. What does it make of numbers between 0 and 1?"
EXAMPLE = """
def patch_classifier(layer):
    return nn.Sequential(layer, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4), nn.Softmax(1))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""
