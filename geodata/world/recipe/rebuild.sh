#!/bin/sh
# Rebuild base/ from the named packages.
set -eu
cd "$(dirname "$0")"
python3 ../../karabakh-2020/recipe/fetch.py .
python3 world.py
