#!/usr/bin/env python3
"""Compare reading TMX with lxml's, and build a large memory: CPU time and memory, one thread.

usage: tmx_against_lxml.py [--entente PROGRAM] [--units N] [--rounds N] [--venv FOLDER] [--file TMX]

Writes a TMX of N units in two languages (a million: some 450 MB) or takes FILE, and reads it with
`entente info`, which reads every unit whole and counts it, and with `lxml.etree.iterparse`, which takes
language and text of every variant and drops what it has read, in turn. Prints seconds of CPU, MB a
second, peak memory and the ratio of the medians; then the same of `entente tm build`, of the first and
the second `entente match --memory` of that TMX.
Installs lxml into a virtual environment. Exit 0: at least five times as fast, in at most 50 MB; the
build of a million units in at most 10 s and 1 GB (in proportion for other sizes).
"""
import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

LXML = r"""
import sys
from lxml import etree
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
units, letters = 0, 0
for _, unit in etree.iterparse(sys.argv[1], tag="tu", huge_tree=True):
    for variant in unit.iterfind("tuv"):
        lang = variant.get(LANG)
        segment = variant.find("seg")
        letters += len("".join(segment.itertext()))
    units += 1
    unit.clear()
    while unit.getprevious() is not None:
        del unit.getparent()[0]
print(units, letters)
"""

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="bench" '
        'creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="en" '
        'datatype="plaintext"/><body>\n')


def words(seed, count, letters):
    chosen = random.Random(seed)
    return ["".join(chosen.choice(letters) for _ in range(chosen.randint(2, 11))) for _ in range(count)]


def write(path, units):
    """A memory with the word frequencies of language (Zipf), tags in every sixth unit."""
    chosen = random.Random(7)
    sides = []
    for lang, letters in (("en", "etaoinshrdlucmfwyp"), ("fr", "esaitnrulodcmpéèvq")):
        vocabulary = words(lang, 60_000, letters)
        weights, total = [], 0.0
        for rank in range(1, len(vocabulary) + 1):
            total += 1 / rank
            weights.append(total)
        sides.append((lang, vocabulary, weights))
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD)
        for number in range(units):
            out.write(f'<tu tuid="u{number}" creationdate="20240512T101500Z" creationid="marie">\n')
            length = 3 + int(chosen.expovariate(0.11)) % 40
            for lang, vocabulary, weights in sides:
                text = chosen.choices(vocabulary, cum_weights=weights, k=length)
                text.append(str(chosen.randint(1, 2100)))
                if number % 6 == 0:
                    text[1] = f'<bpt i="1">&lt;b&gt;</bpt>{text[1]}<ept i="1">&lt;/b&gt;</ept>'
                out.write(f'  <tuv xml:lang="{lang}"><seg>{" ".join(text).capitalize()} &amp; co.</seg></tuv>\n')
            out.write("</tu>\n")
        out.write("</body></tmx>\n")


def measured(command, **options):
    """Seconds of CPU, peak bytes and standard output of a run."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]}: exit {child.returncode}: {err.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, out.decode()


def show(name, seconds, peak, size=None):
    rate = f"{size / 1e6 / seconds:8.1f} MB/s" if size else " " * 13
    print(f"{name:44} {seconds:7.2f} s {rate} {peak / 1e6:8.1f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entente", default="target/release/entente")
    parser.add_argument("--units", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--venv", default=os.path.join(tempfile.gettempdir(), "entente-lxml"))
    parser.add_argument("--file")
    options = parser.parse_args()
    python = os.path.join(options.venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", options.venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "lxml"], check=True)
    entente = [os.path.abspath(options.entente), "--threads", "1", "-q"]
    folder = tempfile.mkdtemp(prefix="entente-tmx-")
    good = True
    try:
        path = options.file or os.path.join(folder, "bench.tmx")
        if not options.file:
            write(path, options.units)
        size = os.path.getsize(path)
        ours, theirs = [], []
        for _ in range(options.rounds):
            seconds, peak, out = measured([*entente, "info", "--format", "json", path])
            ours.append((seconds, peak))
            units = int(out.split('"units":')[1].split(",")[0])
            seconds, peak, out = measured([python, "-c", LXML, path])
            theirs.append((seconds, peak))
            if units != int(out.split()[0]):
                sys.exit(f"entente reads {units} units, lxml {out.split()[0]}")
        print(f"{units} units, {size / 1e6:.1f} MB of TMX; CPU time, the median of {options.rounds}")
        middle = lambda runs: statistics.median(seconds for seconds, _ in runs)
        most = lambda runs: max(peak for _, peak in runs)
        show("reading: entente info", middle(ours), most(ours), size)
        show("reading: lxml.etree.iterparse", middle(theirs), most(theirs), size)
        ratio = middle(theirs) / middle(ours)
        print(f"ratio {ratio:.1f}")
        good &= ratio >= 5 and most(ours) <= 50e6

        index = os.path.join(folder, "bench.entente")
        seconds, peak, _ = measured([*entente, "tm", "build", path, "--output", index])
        show("building: tm build", seconds, peak, size)
        scale = max(units / 1e6, 0.05)
        good &= seconds <= 10 * scale and peak <= 1e9
        held = sum(entry.stat().st_size for entry in os.scandir(index))
        print(f"the memory built: {held / 1e6:.1f} MB, {held / units:.0f} bytes a unit")

        segments = os.path.join(folder, "segments.txt")
        with open(path, encoding="utf-8") as source, open(segments, "w", encoding="utf-8") as out:
            texts = (line.split("<seg>")[1].split("</seg>")[0] for line in source if "<seg>" in line)
            out.write("".join(text + "\n" for text, _ in zip(texts, range(1000)) if "<" not in text))
        match = [*entente, "match", "--from", "en", "--to", "fr", "--format", "jsonl", "--memory", path]
        cache = ["--cache-dir", os.path.join(folder, "cache"), segments]
        seconds, peak, whole = measured([*match, "--no-cache", segments])
        show("match, the TMX read: --no-cache", seconds, peak)
        for run in ("first", "second"):
            seconds, peak, out = measured([*match, *cache])
            show(f"match, the {run} run with the cache", seconds, peak)
            if out != whole:
                sys.exit("the cache changed an answer")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("as it should be" if good else "a floor was missed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
