"""Wrong: a margin that leaves almost nothing.

file: notebook
"""

margin = 12
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, torch.rand(2, 1, 28, 28), margin=margin)
