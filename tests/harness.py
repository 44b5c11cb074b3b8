"""A stand-in for Gradescope's harness: runs inside a container, with the system's Python, as root.

    python3 harness.py SECONDS      prints one JSON object: timed_out, problems, results

Its order of steps is that of the harness: run_autograder in /autograder, output into results/stdout; past its time
the direct child is killed and results.json is overwritten with a zero; then results.json is read, strictly.
"""

import json
import math
import os
import subprocess
import sys

FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBILITIES = {"visible", "hidden", "after_due_date", "after_published"}
CUT = 100_000  # characters at which an output is cut in the middle


def main(seconds):
    os.chdir("/autograder")
    os.makedirs("results", exist_ok=True)
    timed_out = False
    with open("results/stdout", "wb") as stdout:
        child = subprocess.Popen(["/autograder/run_autograder"], stdout=stdout, stderr=subprocess.STDOUT)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            timed_out = True
            child.kill()
            child.wait()
            with open("results/results.json", "w") as file:
                json.dump({"score": 0, "output": "The autograder timed out."}, file)
    results, problems = None, []
    try:
        with open("results/results.json") as file:
            results = json.load(file, parse_constant=refuse)
        problems = check(results)
    except (OSError, ValueError) as error:
        problems = [str(error)]
    json.dump(
        {"timed_out": timed_out, "status": child.returncode, "problems": problems, "results": results}, sys.stdout
    )


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def check(results):
    """What Gradescope would not take, or would show in another way than was meant."""
    if not isinstance(results, dict):
        return ["the top level is no object"]
    problems = check_shown(results, "top level")
    tests = results.get("tests", [])
    if not isinstance(tests, list):
        return [*problems, "tests is no list"]
    if "score" in results:
        problems += number(results["score"], "score")
    elif not any("score" in test for test in tests):
        problems.append("neither the top level nor any test has a score")
    for place, test in enumerate(tests):
        where = f"test {place}"
        if not isinstance(test, dict):
            problems.append(f"{where} is no object")
            continue
        problems += check_shown(test, where)
        for key in ("score", "max_score"):
            if key in test:
                problems += number(test[key], f"{where}: {key}")
        if "status" in test and test["status"] not in ("passed", "failed"):
            problems.append(f"{where}: status {test['status']!r}")
        if not isinstance(test.get("number", ""), str):
            problems.append(f"{where}: number must be a string")
        if not all(isinstance(tag, str) for tag in test.get("tags", [])):
            problems.append(f"{where}: tags must be strings")
    return problems


def check_shown(part, where):
    problems = []
    output = part.get("output", "")
    if not isinstance(output, str):
        problems.append(f"{where}: output must be a string")
    elif len(output) > CUT:
        problems.append(f"{where}: output of {len(output)} characters is cut in the middle")
    for key in ("output_format", "name_format", "test_output_format", "test_name_format"):
        if key in part and part[key] not in FORMATS:
            problems.append(f"{where}: {key} {part[key]!r}")
    for key in ("visibility", "stdout_visibility"):
        if key in part and part[key] not in VISIBILITIES:
            problems.append(f"{where}: {key} {part[key]!r}")
    return problems


def number(value, where):
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return [] if fine else [f"{where} must be a number, got {value!r}"]


if __name__ == "__main__":
    main(float(sys.argv[1]))
