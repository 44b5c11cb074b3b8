# The grader as an image: for Gradescope, for `docker run`, and for workers that grade many submissions.
# docs/grading.md, "Docker and Gradescope", says how to build and use it.

ARG BASE=gradescope/autograder-base:ubuntu-22.04

# What changes seldom: the libraries, in an environment of their own.
FROM ${BASE} AS libraries
# Where the CPU build of torch is looked for besides pip's index: a page of links, or a folder such as build/wheels of
# the context. By default the page of its CPU builds.
ARG TORCH=
WORKDIR /autograder/source
COPY autograder/gradescope/setup.sh autograder/gradescope/torch.sh autograder/gradescope/
COPY autograder/__init__.py autograder/
COPY pyproject.toml requirements.lock README.md LICENSE Dockerfile build/wheel[s] ./
RUN autograder/gradescope/setup.sh libraries ${TORCH}

FROM ${BASE}
COPY --from=libraries /autograder/venv /autograder/venv
WORKDIR /autograder
COPY autograder/gradescope/setup.sh source/autograder/gradescope/
RUN source/autograder/gradescope/setup.sh system
COPY autograder source/autograder
COPY solutions source/solutions
COPY pyproject.toml source/
RUN source/autograder/gradescope/setup.sh grader
