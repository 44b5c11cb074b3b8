"""What never leaves the grader: see autograder/homework.py for what the engine looks for."""
