#!/bin/sh
# The page in several processes, with nginx before them on port 8500: deploy/start.sh 2
exec python "$(dirname "$0")/serve.py" "$@"
