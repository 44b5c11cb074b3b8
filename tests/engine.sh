#!/usr/bin/env bash
# A container engine and a base image for the tests, without any image registry.
#
#   tests/engine.sh up      start an engine where none runs (root, dockerd); print the DOCKER_HOST to use
#   tests/engine.sh base    make the base image `autograder-base` with debootstrap, unless it is there
#   tests/engine.sh down    end the engine that `up` started
#
# The engine's state lies in ENGINE (default: a folder of its own below TMPDIR), and is kept between runs.
set -euo pipefail

ENGINE=${ENGINE:-${TMPDIR:-/tmp}/autograder-engine}
SOCKET=unix://$ENGINE/docker.sock
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt

here() {
  if [ -S "$ENGINE/docker.sock" ] && DOCKER_HOST=$SOCKET docker info >/dev/null 2>&1; then
    export DOCKER_HOST=$SOCKET
  else
    docker info >/dev/null 2>&1
  fi
}

up() {
  if ! here; then
    [ "$(id -u)" = 0 ] && command -v dockerd >/dev/null || {
      echo "no container engine runs, and only root can start one (Debian: apt install docker.io)" >&2
      exit 1
    }
    mkdir -p "$ENGINE"
    dockerd --data-root "$ENGINE/data" --exec-root "$ENGINE/exec" --host "$SOCKET" --pidfile "$ENGINE/pid" \
      --iptables=false --ip6tables=false --bridge=none >"$ENGINE/log" 2>&1 &
    for _ in $(seq 60); do
      DOCKER_HOST=$SOCKET docker info >/dev/null 2>&1 && break
      kill -0 $! 2>/dev/null || { tail -5 "$ENGINE/log" >&2; exit 1; }
      sleep 0.5
    done
    here
  fi
  echo "${DOCKER_HOST:-unix:///var/run/docker.sock}"
}

base() {
  here
  docker image inspect autograder-base >/dev/null 2>&1 && return
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv "${SUITE:-bookworm}" "$root" >"$root.log" || { tail -5 "$root.log" >&2; exit 1; }
  # The image trusts what this machine trusts, pip as well.
  cp "$CERTIFICATES" "$root$CERTIFICATES"
  printf '[global]\ncert = %s\n' "$CERTIFICATES" >"$root/etc/pip.conf"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar -C "$root" -c . | docker import - autograder-base >/dev/null
}

down() {
  [ -f "$ENGINE/pid" ] || return 0
  pid=$(cat "$ENGINE/pid")
  kill "$pid" && while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
}

case "${1:-}" in
  up | base | down) "$1" ;;
  *) sed -n '2,8p' "$0"; exit 2 ;;
esac
