"""A Python loop over all output pixels."""

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Two loops over i and j are the definition."
SEEN = "The number of operations grows with the number of locations."
HINT = "torch.nn.functional.unfold cuts out all windows at once; einsum multiplies each by its own kernel."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        k = self.kernel_size
        pixels = [
            torch.einsum("nchw,ochw->no", x[:, :, i : i + k, j : j + k], self.weight[i, j])
            for i in range(height)
            for j in range(width)
        ]
        y = torch.stack(pixels, 2).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""
