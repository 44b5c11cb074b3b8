"""Wrong: the verdict computed without the margin.

file: notebook
"""

untrained_is_equivariant = is_translation_equivariant(untrained_cnn.features, torch.rand(2, 1, 28, 28))
