"""Layers kept in a plain list, which a module does not look into."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "A list of layers is as good as any."
SEEN = "The network has no parameters: its layers are not registered."
HINT = (
    "nn.Module sees modules that are its attributes. What does it make of a list, and which container "
    "does it look into?"
)
EXAMPLE = """
class MLP(MLP):
    def __init__(self, input_shape, hidden_size, num_classes):
        super().__init__(input_shape, hidden_size, num_classes)
        layers = list(self.children())
        for name in [name for name, _ in self.named_children()]:
            delattr(self, name)
        self.kept = layers

    def forward(self, x):
        for layer in self.kept:
            x = layer(x)
        return x
"""
