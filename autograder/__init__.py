"""An auto-graded homework on weight sharing in CNNs, and the grader that makes its scores trustworthy."""

__version__ = "0.1.0"
