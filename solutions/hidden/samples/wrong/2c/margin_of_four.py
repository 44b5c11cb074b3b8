"""Wrong: a margin that leaves out more than the padding reaches, though the smallest was asked for.

file: notebook
"""

margin = 4
untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, torch.rand(2, 1, 28, 28), margin=margin)
