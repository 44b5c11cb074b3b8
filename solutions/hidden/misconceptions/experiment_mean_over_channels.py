"""The mean over channels in place of locations."""

QUESTION = "1d"
FUNCTION = "notebook.patch_classifier"
THINKING = "The mean is over the axis behind the batch."
SEEN = "It averages over the channels, and each location stays by itself."
HINT = "The map has the axes (N, 8, 10, 10). Which of them are locations?"
EXAMPLE = """
def patch_classifier(layer):
    class Mean(nn.Module):
        def forward(self, maps):
            return maps.mean(1)

    return nn.Sequential(layer, nn.ReLU(), Mean(), nn.Flatten(), nn.Linear(100, 4))

local_layer = LocallyConnected2d(1, 8, (12, 12), 3)
initial_weight = local_layer.weight.detach().clone()
locally_connected_classifier = patch_classifier(local_layer)
shared_kernel_classifier = patch_classifier(nn.Conv2d(1, 8, 3))
for classifier in (locally_connected_classifier, shared_kernel_classifier):
    train_on_patches(classifier)
"""
