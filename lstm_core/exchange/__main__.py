"""python -m lstm_core.exchange IN OUT [--layout own|pytorch|keras] [--layer K]: convert a cell."""

import argparse
import sys
from pathlib import Path

from lstm_core.exchange.reading import LARGEST_FILE, read_file
from lstm_core.exchange.refusal import Refused
from lstm_core.exchange.writing import SUFFIXES, WRITTEN, to_arrays, to_bytes
from lstm_core.experiment.languages import FALLBACK
from lstm_core.words.language import say


def main(arguments: list[str] | None = None) -> int:
    """0, or 2 after one sentence on standard error; then there is no OUT."""
    parser = argparse.ArgumentParser(prog="python -m lstm_core.exchange", description=__doc__)
    parser.add_argument("source", metavar="IN", type=Path)
    parser.add_argument("target", metavar="OUT", type=Path, help=", ".join(SUFFIXES))
    parser.add_argument("--layout", choices=WRITTEN, default="own")
    parser.add_argument("--layer", type=int, default=1, help="which one, counted from 1")
    options = parser.parse_args(arguments)
    try:
        if options.target.suffix not in SUFFIXES:
            raise Refused("exchange_unknown_suffix", suffixes=", ".join(SUFFIXES))
        with options.source.open("rb") as source:
            data = source.read(LARGEST_FILE + 1)
        found = read_file(data, options.source.name)
        count = len(found.layers)
        if not 1 <= options.layer <= count:
            raise Refused("exchange_no_such_layer", given=options.layer, count=count)
        params = found.params(options.layer - 1)
        written = to_bytes(
            to_arrays(params, options.layout) | found.beside.arrays, options.target.suffix
        )
        options.target.write_bytes(written)
    except Refused as refused:
        print(say(refused.key, FALLBACK, **refused.values), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
