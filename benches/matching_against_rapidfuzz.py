#!/usr/bin/env python3
"""Queries a second through entente's index, against rapidfuzz and strsim over every unit, in one run.

usage: matching_against_rapidfuzz.py [--segments N] [--rounds N] [--venv FOLDER] SOURCES SEGMENTS

SOURCES has a source of a memory on each line, SEGMENTS what is sought. `cargo bench --bench matching` stores
the first and searches it for the second, and scans it with strsim; then rapidfuzz does so for N of them
at once, the fastest of its ways (`process.cdist` with `Levenshtein.normalized_similarity` and a cut-off of
70 %, three times as fast as `process.extract`). Words are one code point each, all numbers the same, so that
both compare words. CPU time of one thread; the ratios are the figures that travel. All take turns and each
is judged by its best round: on a shared machine one and the same search takes half as long again beside
other work. Installs rapidfuzz and numpy into a virtual environment. Exit 0: at least 500 times strsim and
250 times rapidfuzz.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

RAPIDFUZZ = r"""
import re, sys, time
import numpy
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
TOKEN = re.compile(r"\w+(?:(?<=\d)[.,](?=\d)\w+)*")
known = {}

def letter(token):
    if not any(letter.isalpha() for letter in token):
        token = "0"
    number = known.setdefault(token, len(known) + 1)
    return chr(number if number < 0xD800 else number + 0x800)

def words(line):
    return "".join(map(letter, TOKEN.findall(line.lower())))

sources = [words(line) for line in open(sys.argv[1], encoding="utf-8")]
segments = [words(line) for line in open(sys.argv[2], encoding="utf-8")]
asked = segments[:: max(1, len(segments) // int(sys.argv[3]))]
begun = time.process_time()
process.cdist(asked, sources, scorer=Levenshtein.normalized_similarity, score_cutoff=0.7, dtype=numpy.float32,
              workers=1)
print(len(asked) / (time.process_time() - begun))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources")
    parser.add_argument("queries", metavar="SEGMENTS")
    parser.add_argument("--segments", type=int, default=100, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--venv", default=os.path.join(tempfile.gettempdir(), "entente-rapidfuzz"))
    options = parser.parse_args()
    python = os.path.join(options.venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", options.venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "rapidfuzz", "numpy"], check=True)
    files = [os.path.abspath(options.sources), os.path.abspath(options.queries)]
    bench = ["cargo", "bench", "--locked", "-q", "--bench", "matching", "--", *files]
    run = [python, "-c", RAPIDFUZZ, *files, str(options.segments)]
    best = dict.fromkeys(["index", "strsim", "rapidfuzz"], 0.0)
    for number in range(options.rounds):
        said = subprocess.run(bench, stdout=subprocess.PIPE, text=True, check=True).stdout
        if number == 0:
            print(said, end="")
        rates = {
            "index": re.search(r"^then, threshold 70: (\d+) queries/s", said, re.M)[1],
            "strsim": re.search(r"^strsim, every unit: ([\d.]+) queries/s", said, re.M)[1],
            "rapidfuzz": subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True).stdout,
        }
        print(f"round {number + 1}:", ", ".join(f"{name} {float(rate):.1f} queries/s" for name, rate in rates.items()))
        best = {name: max(best[name], float(rate)) for name, rate in rates.items()}
    strsim, rapidfuzz = best["index"] / best["strsim"], best["index"] / best["rapidfuzz"]
    print(f"best rounds at threshold 70: index to strsim {strsim:.0f} to 1, to rapidfuzz {rapidfuzz:.0f} to 1")
    good = strsim >= 500 and rapidfuzz >= 250
    print("as it should be" if good else "a floor was missed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
