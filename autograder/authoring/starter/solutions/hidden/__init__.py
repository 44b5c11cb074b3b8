"""What never leaves the grader."""
