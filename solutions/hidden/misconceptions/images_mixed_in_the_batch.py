"""Logits that change with the other images of the batch."""

QUESTION = "2a"
FUNCTION = "models.MLP"
THINKING = "Centred inputs train better, so the batch is centred and scaled first."
SEEN = "The logits of an image change with the other images in its batch."
HINT = "Each image is mapped on its own. Which step of forward computes something over the whole batch?"
EXAMPLE = """
class MLP(MLP):
    def forward(self, x):
        return super().forward((x - x.mean()) / (x.std() + 1e-5))
"""
