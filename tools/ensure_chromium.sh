#!/usr/bin/env bash
# Prints the path of a Chromium for the browser journeys, after installing Debian's if it may.
set -euo pipefail

find_browser() {
  local name
  for name in /usr/bin/chromium chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

find_browser && exit

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "No Chromium here; installing Debian's." >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >&2
  find_browser && exit
fi

echo "The browser journeys need Chromium, and none is installed: install the package chromium" \
  "(or Google Chrome), then run 'make e2e' again." >&2
exit 1
