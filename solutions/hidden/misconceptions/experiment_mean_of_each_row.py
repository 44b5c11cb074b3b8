"""The mean of each row of the map, in place of one over all locations."""

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "One axis at a time, and one is enough."
SEEN = "It averages each row of the map by itself."
HINT = "How many numbers of each channel are left behind your mean? Where something stands can still be told from them."
EXAMPLE = """
def patch_classifier(layer):
    class Mean(nn.Module):
        def forward(self, maps):
            return maps.mean(3)

    return nn.Sequential(layer, nn.ReLU(), Mean(), nn.Flatten(), nn.Linear(80, 4))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""
