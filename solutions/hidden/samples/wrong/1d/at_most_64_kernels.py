"""Wrong: the locations from the 64th on share a kernel.

appended: locally_connected.py
"""

class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = self.weight.reshape(height * width, self.out_channels, -1)
        kernels = kernels[torch.arange(height * width).clamp(max=63)]
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
