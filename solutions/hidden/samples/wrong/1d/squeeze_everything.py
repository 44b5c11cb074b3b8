"""Wrong: squeeze() without an axis drops every axis of length one.

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
        h, w = output_size(self.input_size, kernel_size)
        std = (in_channels * kernel_size * kernel_size) ** -0.5
        self.weight = nn.Parameter(std * torch.randn(h, w, out_channels, in_channels, kernel_size, kernel_size) / 2)
        self.register_parameter("bias", nn.Parameter(std * torch.randn(out_channels, h, w) / 2) if bias else None)

    def forward(self, x: Tensor) -> Tensor:
        if x.ndim != 4 or x.shape[1:] != (self.in_channels, *self.input_size):
            raise ValueError("unexpected shape")

        h, w, o, c, k, _ = self.weight.shape
        win = x.unfold(2, k, 1).unfold(3, k, 1).permute(0, 2, 3, 1, 4, 5).reshape(-1, h, w, c * k * k, 1)
        res = self.weight.view(h, w, o, c * k * k) @ win  # (N, h, w, o, 1)
        res = res.squeeze(-1).movedim(-1, 1)
        if self.bias is not None:
            res = res + self.bias
        return res.squeeze()
