"""What was handed in, read without running any of it.

submission.py     a folder, zip or notebook -> a clean Submission, or a clear refusal
handed_in.py      what stands in a folder or a zip
notebook_file.py  a notebook's bytes -> its cells
lazy_json.py      JSON of which only what is asked for becomes objects
tampering.py      words that honest work has no use for
"""
