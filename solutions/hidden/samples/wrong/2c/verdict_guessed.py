"""Wrong: the verdict of another margin.

file: notebook
"""

untrained_is_equivariant = not untrained_is_equivariant
