"""Wrong: the MLP starts with all weights zero, so that no gradient tells its units apart.

appended: models.py
"""

class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)
