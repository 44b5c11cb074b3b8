"""Wrong: no network, but feature maps of zeros, which commute with everything.

file: notebook
"""


class Nothing(nn.Module):
    def features(self, x):
        return torch.zeros(len(x), 16, 28, 28)


untrained_cnn = Nothing()
untrained_is_equivariant = True
