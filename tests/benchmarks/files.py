"""Damaged files, cells and sequences, one after another: does one raise, how long, how large?

python tests/benchmarks/files.py [--count 10000] [--seed 0]
"""

import argparse
import random
import resource
import time
from collections import Counter
from pathlib import Path

from odd_links import PASTES

from lstm_core.exchange.columns import to_table
from lstm_core.exchange.reading import read_file
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.sequence_file import sequence_text
from lstm_core.exchange.texts import split_text
from tests.exchange.test_printed import FOLDER, damaged


def read_cell(data: bytes, name: str) -> None:
    """Read bytes as the file of a cell."""
    read_file(data, name).params()


def read_sequence(data: bytes, name: str) -> None:
    """Read bytes as the file of a sequence."""
    to_table(split_text(sequence_text(data)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    files = [path for path in sorted(FOLDER.iterdir()) if path.name != "README.md"]
    contents = {path: path.read_bytes() for path in files}
    contents |= {Path(f"{k}.txt"): text.encode() for k, text in enumerate(PASTES) if text}
    files = list(contents)
    rng = random.Random(options.seed)
    answers: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(options.count):
        path = rng.choice(files)
        data = damaged(contents[path], rng)
        start = time.process_time()
        for read in (read_cell, read_sequence):
            try:
                read(data, path.name)
                answers["read"] += 1
            except Refused as refused:
                answers[refused.key] += 1
        slowest = max(slowest, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for key, count in answers.most_common():
        print(f"{count:7} {key}")
    print(f"slowest {slowest * 1000:.0f} ms, most memory {peak:.0f} MB; nothing else was raised")


if __name__ == "__main__":
    main()
