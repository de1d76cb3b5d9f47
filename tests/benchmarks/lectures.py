"""How long lecture files take to be read that were made to be slow, each as large as one may be.

Then six handouts of lectures whose scenes show the largest trainings are made at once, and after a
second one of the shipped lecture.

python tests/benchmarks/lectures.py
"""

import threading
import time
from itertools import product
from string import ascii_lowercase

from lstm_core.lesson.handout import Handout
from lstm_core.lesson.lecture import MOST_BYTES, Lecture, Scene, Words
from lstm_core.lesson.lecture_file import from_bytes, shipped

SCENE = '[[scene]]\nlink = "t=2"\ntitle = "a"\n'


def lines(*parts: str, count: int = 8000) -> str:
    """Each of the parts, with a number in it, on as many lines as a file may have."""
    return "".join("".join(parts).replace("#", str(k)) + "\n" for k in range(count))


FILES = {
    "one key, dots in quotes": '"a.b".' * 10_900 + "c = 1",
    "one key, dots in apostrophes": "'a.b'." * 10_900 + "c = 1",
    "many keys, dots in quotes": lines('"a.#"."b.c"."d.e"."f.g" = 1'),
    "keys of 31 parts": lines("a#", ".b" * 30, " = 1"),
    "unknown keys of a scene": SCENE + lines("k# = 1", count=6000),
    "unknown keys before it": lines("k# = 1", count=5400) + SCENE,
    "the shortest keys": "".join("".join(k) + "=1\n" for k in product(ascii_lowercase, repeat=3)),
    "scenes": "[[scene]]\n" * 8000,
    "scenes, the last broken": "[[scene]]\n" * 6500 + "x =\n",
    "tables": lines("[a.b.c.d#]"),
    "brackets": "a = " + "[" * 30_000 + "]" * 30_000,
    "a long array": "a = [" + "1," * 32_000 + "]",
    "inline tables": "a = " + "{a = " * 15_000,
    "escaped quotes": 'a = "' + '\\"' * 32_000,
    "an open text": 'a = """' + '""' * 32_000,
    "placeholders": SCENE + 'text = "' + "{zz}" * 15_000 + '"',
    "a link of many keys": 'link = "' + "&".join(f"k{k}=1" for k in range(7000)) + '"\n' + SCENE,
    "spaces": "a" + " " * 65_000,
}


def main() -> None:
    read()
    handouts()


def read() -> None:
    """How long each file takes."""
    for name, text in FILES.items():
        data = text.encode()[:MOST_BYTES]
        start = time.perf_counter()
        _, complaints = from_bytes(data)
        took = 1000 * (time.perf_counter() - start)
        print(f"{name:30s} {len(data) // 1024:3d} kB {took:6.0f} ms  {len(complaints)} complaints")


def handouts(seconds: float = 10) -> None:
    """How long an ordinary handout takes beside six heavy ones, which end after this time."""
    text, until = Words(en="{rival} {right} {chance}"), time.perf_counter() + seconds
    link = "scenario=trained&task=depth&train_units=8&train_steps=60&updates=1000"

    def make(first: int) -> None:
        scenes = tuple(Scene(f"{link}&seed={first + k}", text, text) for k in range(99))
        work = Handout(Lecture(text, scenes), "en")
        while work.go_on() < 1 and time.perf_counter() < until:
            pass

    makers = [threading.Thread(target=make, args=(1000 * k,)) for k in range(6)]
    for maker in makers:
        maker.start()
    time.sleep(1)
    work, start = Handout(shipped(), "en"), time.perf_counter()
    while work.go_on() < 1:
        pass
    print(
        f"an ordinary handout beside six heavy ones: {time.perf_counter() - start:.1f} s", end="; "
    )
    for maker in makers:
        maker.join()
    print(f"these end {time.perf_counter() - until:.1f} s after their pages have left")


if __name__ == "__main__":
    main()
