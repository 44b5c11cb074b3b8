"""The weights learn, but no gradient reaches the images."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Cutting out windows learns nothing, so it needs no gradient."
SEEN = "The weights get theirs, but what stands before the layer could not be trained."
HINT = "detach(), .data, numpy() and no_grad() cut the history of a computation. Which step does x go through first?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        return super().forward(x.detach())
"""
