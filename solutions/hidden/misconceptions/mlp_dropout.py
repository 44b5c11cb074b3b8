"""A dropout in the MLP."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "A network needs something against overfitting."
SEEN = "There is a dropout in the MLP, which the contract does not have."
HINT = "Go through the class docstring, layer by layer. Which of yours is not in it?"
EXAMPLE = """
class MLP(MLP):
    def __init__(self, *args):
        super().__init__(*args)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        return super().forward(self.dropout(x))
"""
