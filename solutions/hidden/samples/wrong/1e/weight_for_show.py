"""Wrong: another layer computes the map, and the weight of the one returned is for show.

appended: locally_connected.py
"""

right = as_linear


class Linear(nn.Linear):
    def forward(self, x):
        return self.behind[0](x)


def as_linear(layer):
    behind = right(layer)
    shown = Linear(behind.in_features, behind.out_features, bias=layer.bias is not None)
    with torch.no_grad():
        shown.weight.copy_(behind.weight.sign())
    shown.behind = [behind]
    return shown
