"""The layer's values are right, but copied out of autograd's sight."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Filling an output of zeros from .data or numpy gives the same numbers."
SEEN = "Training could not change the weights."
HINT = "detach(), .data, numpy() and no_grad() cut the history of a computation. Multiply the Parameters themselves."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        with torch.no_grad():
            return super().forward(x)
"""
