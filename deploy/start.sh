#!/usr/bin/env bash
# Start the page in several processes, one a port from 8501 on, and nginx before them on port 8500: deploy/start.sh 2
# A process that dies is started again. For another number of processes name their ports in nginx.conf.
set -euo pipefail
cd "$(dirname "$0")/.."
trap 'trap - EXIT; kill 0' EXIT INT TERM
for ((k = 1; k <= ${1:-2}; k++)); do
  while true; do
    python -m streamlit run streamlit_app.py --server.headless true --server.address 127.0.0.1 \
      --server.port $((8500 + k)) --server.fileWatcherType none || true
    sleep 1
  done &
done
nginx -c "$PWD/deploy/nginx.conf" -e /dev/stderr
