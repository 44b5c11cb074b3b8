"""Wrong: Only larger images are refused; smaller ones end in a RuntimeError.

appended: locally_connected.py
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
        out_height, out_width = output_size(self.input_size, kernel_size)
        bound = 1 / math.sqrt(in_channels * kernel_size**2)
        shape = (out_height, out_width, out_channels, in_channels, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, out_height, out_width).uniform_(-bound, bound))
        else:
            self.register_parameter("bias", None)

    def forward(self, x: Tensor) -> Tensor:
        H, W = self.input_size
        if x.dim() != 4 or x.shape[1] != self.in_channels or x.shape[2] > H or x.shape[3] > W:
            raise ValueError(f"expected images of {self.in_channels} x {H} x {W}")
        k = self.kernel_size
        windows = x.unfold(2, k, 1).unfold(3, k, 1).permute(0, 2, 3, 1, 4, 5)
        y = (windows.unsqueeze(3) * self.weight).sum((-3, -2, -1)).permute(0, 3, 1, 2)
        if self.bias is not None:
            y = y + self.bias
        return y
