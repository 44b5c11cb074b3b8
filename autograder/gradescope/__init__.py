"""Gradescope's contract: its folders, its metadata, its time-out, its results."""
