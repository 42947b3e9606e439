#!/usr/bin/env bash
# Plays the cells of benchmarks/results/incast.md with ns-2 (Debian package ns2, version 2.35) and prints them as CSV. Minutes of one core.
# usage: ns2-grid.sh [RATE…]
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C
segments=176 bytes=1460 trip=100e-6 window=10 spread=20e-6
echo "link,buffer,timeout,fanIn,blocks,meanSeconds,deviation,medianSeconds,blocksWithTimeout,timeouts"
for rate in ${@:-1e9 10e9}; do
  [ $rate = 1e9 ] && reaction=10e-6 || reaction=1e-6
  for fanIn in 2 4 8 16 32 64 128; do
    case $fanIn in 16) blocks=15 ;; 32) blocks=6 ;; 64) blocks=3 ;; 128) blocks=2 ;; *) blocks=30 ;; esac
    for buffer in 32000 64000 128000 256000; do
      for timeout in 0.2 0.01 0.001 0.0002; do
        ns incast.tcl 1 $blocks $fanIn $segments $bytes $rate $((buffer / bytes)) $trip $timeout $window $spread $reaction | sort -g |
          awk -v cell="$rate,$buffer,$timeout,$fanIn" '{ t[NR] = $1; sum += $1; squares += $1 * $1; n += $2; if ($2 > 0) hit++ }
            END { mean = sum / NR; d = squares / NR - mean * mean; if (d < 0) d = 0
                  printf "%s,%d,%.6g,%.4g,%.6g,%.4g,%.4g\n", cell, NR, mean, sqrt(d * NR / (NR - 1)), (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2, hit / NR, n / NR }'
      done
    done
  done
done
