"""What is trained, reference and weak models, so that thresholds are measured."""
