"""Many submissions: what is handed in, graded on Dask, and what comes of it.

Grading:

roster.py        what there is to grade, and whose it is; who.py finds whom a person means by a name
version.py       what each question's results depend on; index.py keeps what is done
plan.py          which questions of which submissions are left to grade
run.py           the driver; cluster.py and worker.py are Dask's two sides
folder.py        the folder of one submission's results, and a single question put into it
journal.py       what the run had to do, has done, and found before; progress.py shows how far it is

What people add:

adjustments.py   adjustments.toml, checked (adjustments_template.py is the one to start from); late.py counts late days
marks.py         points for written answers: out as a table, checked when they come back
reviewer.py      puts both on top of one grade; apply.py does that for a class

What comes out:

grades.py        a row for each submission, and grades.csv; spreadsheet.py keeps formulas out of cells
report.py        report.html, with the pictures of pictures.py
changes.py       whose score the last run moved
course.py        who is who on a course's own list; exports.py writes what course systems take
similar.py       whose code is alike
show.py          one submission in the terminal
commands.py      the commands of all this
"""
