"""Wrong: input detached.

appended: locally_connected.py
idea: layer-input-detached
"""

class LocallyConnected2d(nn.Module):

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        input_size: tuple[int, int],
        kernel_size: int,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.input_size = tuple(input_size)
        self.kernel_size = kernel_size
        height, width = output_size(self.input_size, kernel_size)
        # The bound that nn.Conv2d uses: outputs of about the size of the inputs, and no two weights alike.
        bound = 1 / math.sqrt(in_channels * kernel_size**2)
        shape = (height, width, out_channels, in_channels, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(out_channels, height, width).uniform_(-bound, bound)) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        if x.ndim != 4 or x.shape[1:] != (self.in_channels, *self.input_size):
            expected = ("N", self.in_channels, *self.input_size)
            raise ValueError(f"x must have shape {expected}, got {tuple(x.shape)}")
        height, width = self.weight.shape[:2]
        windows = F.unfold(x.detach(), self.kernel_size)  # (N, C * k * k, H' * W'): one column for each window
        kernels = self.weight.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
