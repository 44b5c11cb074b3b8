"""Wrong: the two classifiers exchanged.

file: notebook
"""

locally_connected_classifier, shared_kernel_classifier = shared_kernel_classifier, locally_connected_classifier
