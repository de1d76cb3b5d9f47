"""Damaged files of other libraries, one after another: does one raise, how long, how large?

python tests/benchmarks/files.py [--count 10000] [--seed 0]
"""

import argparse
import random
import resource
import time
from collections import Counter

from lstm_core.exchange.reading import read_file
from lstm_core.exchange.refusal import Refused
from tests.exchange.test_printed import FOLDER, damaged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    files = [path for path in sorted(FOLDER.iterdir()) if path.name != "README.md"]
    contents = {path: path.read_bytes() for path in files}
    rng = random.Random(options.seed)
    answers: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(options.count):
        path = rng.choice(files)
        data = damaged(contents[path], rng)
        start = time.perf_counter()
        try:
            read_file(data, path.name).params()
            answers["read"] += 1
        except Refused as refused:
            answers[refused.key] += 1
        slowest = max(slowest, time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for key, count in answers.most_common():
        print(f"{count:7} {key}")
    print(f"slowest {slowest * 1000:.0f} ms, most memory {peak:.0f} MB; nothing else was raised")


if __name__ == "__main__":
    main()
