#!/bin/sh
# Rebuild base/, control/ and overlay/ from the named packages.
set -eu
cd "$(dirname "$0")"
[ -d .work/venv ] || python3 -m venv .work/venv
.work/venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
python=.work/venv/bin/python
$python fetch.py
$python base.py
$python control.py
$python agreement.py
$python pipelines.py
$python check.py
