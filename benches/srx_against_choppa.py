#!/usr/bin/env python3
"""Compare entente's segments with those of choppa-srx, rule file by rule file.

usage: srx_against_choppa.py --srx FOLDER --texts FOLDER [--lines N] [--venv FOLDER] [--show N]

FOLDER of --srx holds .srx files, that of --texts plain texts named LANG_*.txt, one paragraph a line.
Installs choppa-srx into a virtual environment, builds `examples/srx_lines`, gives both the first N
lines of each text and prints for each rule file how many lines are cut alike, with the lines that
are not. choppa matches language maps with case; here both match without, as language tags have none.
Exit 0: all alike; 1: some differ.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

CHOPPA = r"""
import json, sys
import regex
import choppa
from choppa.iterators import SrxTextIterator
srx, language = sys.argv[1:]
document = choppa.SrxDocument(ruleset=srx)
for entry in document.language_map_list:
    entry.language_pattern = regex.compile(entry.language_pattern.pattern, regex.I)
document.language_map_list = [e for e in document.language_map_list if e.language_rule is not None]
for line in sys.stdin:
    line = line.rstrip("\n")
    print(json.dumps(list(SrxTextIterator(document, language, line)) or [""]), flush=True)
"""


def run(command, text):
    done = subprocess.run(command, input=text.encode(), capture_output=True)
    lines = done.stdout.decode().splitlines()
    error = done.stderr.decode().strip().splitlines()
    return [json.loads(line) for line in lines], (error or [""])[-1] if done.returncode else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--srx", required=True)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--lines", type=int, default=300)
    parser.add_argument("--venv", default=os.path.join(tempfile.gettempdir(), "entente-choppa"))
    parser.add_argument("--show", type=int, default=3)
    options = parser.parse_args()
    python = os.path.join(options.venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", options.venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "choppa-srx==1.0.0"], check=True)
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    subprocess.run(["cargo", "build", "-q", "--example", "srx_lines"], cwd=here, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(here, "target"))
    ours = os.path.join(target, "debug", "examples", "srx_lines")
    texts = {}
    for path in sorted(glob.glob(os.path.join(options.texts, "*.txt"))):
        language = os.path.basename(path).split("_")[0]
        lines = [line for line in open(path, encoding="utf-8").read().split("\n") if line.strip()]
        texts.setdefault(language, []).extend(lines[: options.lines])
    worst = 0
    for srx in sorted(glob.glob(os.path.join(options.srx, "*.srx"))):
        name = os.path.basename(srx)
        for language, lines in texts.items():
            text = "\n".join(lines) + "\n"
            mine, error = run([ours, srx, language], text)
            if error and "no rules for" in error:
                continue
            theirs, their_error = run([python, "-c", CHOPPA, srx, language], text)
            if error or their_error:
                print(f"{name} {language}: ours {error or 'fine'}; choppa {their_error or 'fine'}")
                worst = 1
                continue
            differ = [pair for pair in zip(mine, theirs) if pair[0] != pair[1]]
            total = sum(len(segments) for segments in theirs)
            print(f"{name} {language}: {len(lines)} lines, {total} segments, {len(differ)} lines differ", flush=True)
            for one, other in differ[: options.show]:
                print("    ours  ", json.dumps(one, ensure_ascii=False))
                print("    choppa", json.dumps(other, ensure_ascii=False))
            worst = max(worst, int(bool(differ)))
    return worst


if __name__ == "__main__":
    sys.exit(main())
