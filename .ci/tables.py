"""Compares report.xlsx and report.csv in a folder with report.json, cell by cell."""

import csv
import json
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

from openpyxl import load_workbook

folder = Path(sys.argv[1])
document = json.loads((folder / "report.json").read_text(encoding="utf-8"))
findings = document["findings"]


def link(place):
    if not place:
        return None
    return f"https://github.com/fjordline/docs/blob/main/{place['path']}?plain=1#L{place['start']['line']}-L{place['end']['line']}"


def expected(finding):
    translation, reference = finding["translation"] or {}, finding["reference"] or {}
    cells = {
        "severity": finding["severity"],
        "rule": finding["rule"],
        "page": finding["page"],
        "locale": finding["locale"],
        "section": finding["section"],
        "message": finding["message"],
        "expected": "; ".join(finding["expected"]),
        "found": "; ".join(finding["found"]),
        "reference text": reference.get("text"),
        "translation text": translation.get("text"),
        "translation file": translation.get("path"),
        "translation line": translation.get("start", {}).get("line"),
        "translation link": link(translation),
        "reference file": reference.get("path"),
        "reference line": reference.get("start", {}).get("line"),
        "reference link": link(reference),
        "help": finding.get("help"),
        "notes": "; ".join(finding.get("notes", [])),
        "also in": ", ".join(other["locale"] for other in finding.get("also", [])),
        "confidence": finding["confidence"],
        "assignee": None,
        "status": None,
        "fingerprint": finding["fingerprint"],
    }
    return {title: value or None for title, value in cells.items()}


def target(cell):
    """Where a cell links to; readers keep what follows the hash apart."""
    address = cell.hyperlink
    return address.target + (f"#{address.location}" if address.location else "")


workbook = load_workbook(folder / "report.xlsx")
names = workbook.sheetnames
assert names[0] == "Summary" and len({name.lower() for name in names}) == len(names), names
assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names), names

compared, right_to_left = 0, 0
for name in names[1:]:
    sheet = workbook[name]
    titles = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2", name
    assert sheet.auto_filter.ref == sheet.dimensions, (name, sheet.auto_filter.ref, sheet.dimensions)
    locale = "" if name == "no locale" else name
    wanted = [expected(finding) for finding in findings if finding["locale"] == locale]
    assert sheet.max_row == len(wanted) + 1, name
    for row, cells in zip(sheet.iter_rows(min_row=2), wanted):
        for title, cell in zip(titles, row):
            assert cell.data_type != "f", (name, cell.coordinate)
            if title in cells:
                value = target(cell) if cell.hyperlink else cell.value
                assert value == cells[title], (name, cell.coordinate, value, cells[title])
                compared += 1
            right_to_left += cell.alignment.readingOrder == 2
assert {finding["locale"] or "no locale" for finding in findings} == set(names[1:])
assert right_to_left or not any(name.split("-")[0] in ("ar", "fa", "he") for name in names)

summary = workbook["Summary"]
rows = [[cell.value for cell in row] for row in summary.iter_rows()]
start = next(at for at, row in enumerate(rows) if row[0] == "locale")
counts = {}
for row in rows[start + 1 :]:
    if row[0] is None:
        break
    counts[row[0]] = row[1:4]
for locale, numbers in counts.items():
    own = Counter(finding["severity"] for finding in findings if finding["locale"] == ("" if locale == "no locale" else locale))
    assert numbers == [own["error"], own["warning"], own["info"]], locale
charts = [name for name in zipfile.ZipFile(folder / "report.xlsx").namelist() if name.startswith("xl/charts/chart")]
assert charts, "the summary has no chart"

with open(folder / "report.csv", encoding="utf-8-sig", newline="") as file:
    table = list(csv.DictReader(file))
assert len(table) == len(findings)
formula = tuple("=+-@\t\r\n＝＋－＠")
for row, finding in zip(table, findings):
    for title, value in expected(finding).items():
        value = "" if value is None else str(value)
        assert row[title] == ("'" + value if value.startswith(formula) else value), (title, row[title], value)
        assert not row[title].startswith(formula)

print(f"{len(names) - 1} sheets, {compared} cells, {len(table)} rows of CSV, {len(charts)} chart: as in the JSON")
