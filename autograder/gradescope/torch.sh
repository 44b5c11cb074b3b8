#!/usr/bin/env bash
# Installs the CPU build of torch, or stops and says what to do: grading needs no GPU, and the other build has gigabytes.
#
#   torch.sh PYTHON [LINKS]   LINKS: a page of links or a folder where it is looked for as well; by default TORCH_LINKS of
#                             the environment, or the page of its CPU builds. TORCH=any takes what pip's index has.
set -euo pipefail

PYTHON=$1
LINKS=${2:-${TORCH_LINKS:-https://download.pytorch.org/whl/cpu/torch/}}
VERSION=$(sed -n 's/^torch==\([0-9.]*\).*/\1/p' "$(dirname "$0")/../../requirements.lock")

pip() {
  "$PYTHON" -m pip --disable-pip-version-check install --quiet --no-cache-dir --no-compile "$@"
}

there=$("$PYTHON" -c 'import importlib.metadata as m; print(m.version("torch"))' 2>/dev/null || true)
if [ "${there%%+*}" = "$VERSION" ]; then
  echo "torch $there is there already."
elif [ "${TORCH:-cpu}" = any ] || [ "$(uname -s)" != Linux ]; then
  echo "Installing torch $VERSION from pip's own index ..."
  pip "torch==$VERSION"
elif pip --retries 0 "torch==$VERSION+cpu" 2>/dev/null; then
  echo "Installed torch $VERSION+cpu from pip's own index."
elif pip --retries 0 --find-links "$LINKS" "torch==$VERSION+cpu"; then
  echo "Installed torch $VERSION+cpu from $LINKS"
else
  cat >&2 <<END
The CPU build of torch $VERSION was found neither in pip's own index nor at $LINKS
Grading needs no GPU, and on Linux pip's index has a build with gigabytes of CUDA. Either
  - name another page of links, or a folder that holds the wheel:  TORCH_LINKS=...
  - or take what pip's index has, however large it is:             TORCH=any
END
  exit 1
fi
