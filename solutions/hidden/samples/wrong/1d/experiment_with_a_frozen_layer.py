"""Wrong: only what is built around the layer is trained.

file: notebook
"""

def patch_classifier(layer):
    layer.requires_grad_(False)
    return nn.Sequential(layer, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
