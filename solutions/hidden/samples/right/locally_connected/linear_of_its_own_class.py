"""Right, in another style: the linear layer is of a class of its own, which is an nn.Linear.

appended: locally_connected.py
"""


class Unrolled(nn.Linear):
    """A linear layer that is filled from a layer without shared weights."""

    @classmethod
    def of(cls, layer):
        rows, columns, out_channels, channels, k, _ = layer.weight.shape
        height, width = rows + k - 1, columns + k - 1
        linear = cls(channels * height * width, out_channels * rows * columns, bias=layer.bias is not None)
        with torch.no_grad():
            linear.weight.zero_()
            view = linear.weight.view(out_channels, rows, columns, channels, height, width)
            for i in range(rows):
                for j in range(columns):
                    view[:, i, j, :, i : i + k, j : j + k] = layer.weight[i, j]
            if layer.bias is not None:
                linear.bias.copy_(layer.bias.reshape(-1))
        return linear


def as_linear(layer):
    return Unrolled.of(layer)
