"""What a grading leaves behind.

files.py       all of it, in one folder
results.py     Gradescope's results.json, and the table in the terminal
feedback/      feedback.html, and the pages of a class
next_step.py   where a student goes on
written.py     the written answers, for a person to grade
grade_file.py  grade.json, from which pages are made again
printable.py   a student's text, made safe to show
"""
