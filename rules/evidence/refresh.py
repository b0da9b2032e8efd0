#!/usr/bin/env python3
"""Counts the judged findings of rows.csv into ../evidence.toml.

A row has the repository, its commit, the path and line of the translation, its locale, the rule, the class of evidence (`changed`, `across`,
`one-sided`) and the verdict: `true` where a careful bilingual maintainer wants to know, else `false` or `noise`. No text of a page is kept.
"""
import collections
import csv
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
HEAD = """# How often findings were true, by rule and evidence: [true, false], counted from rules/evidence/rows.csv by rules/evidence/refresh.py.
"""


def main():
    counts = collections.defaultdict(lambda: [0, 0])
    with open(HERE / "rows.csv", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            counts[row["rule"], row["class"]][row["verdict"] != "true"] += 1
    lines = [f"{rule}.{kind} = {count}\n" for (rule, kind), count in sorted(counts.items())]
    (HERE.parent / "evidence.toml").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
