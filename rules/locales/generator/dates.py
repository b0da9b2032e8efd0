"""The order of numeric dates, and the words that date patterns put beside days, months and years."""

import re

from .calendar import gregorian, pieces
from .tables import letters

FIELDS = {"d": "d", "M": "M", "L": "M", "y": "y"}


def value(pattern):
    """A pattern, which may carry a numbering system."""
    return pattern if isinstance(pattern, str) else pattern["_value"]


def add_order(source, tag, tables):
    """`dmy`, `mdy` or `ymd`, by the short date."""
    short = value(gregorian(source, tag)["dateFormats"]["short"])
    order = [FIELDS[kind] for kind, _ in pieces(short) if kind in FIELDS]
    tables.settings["date-order"] = "".join(order).lower()


def add_words(source, tag, tables):
    """Words between day, month and year, and behind them."""
    for pattern in patterns(gregorian(source, tag)):
        for word, key in words(pieces(pattern)):
            tables.add("dates", key, word, least=1)


def patterns(calendar):
    """Every pattern of a date."""
    yield from map(value, calendar["dateFormats"].values())
    available = calendar["dateTimeFormats"]["availableFormats"]
    yield from (value(pattern) for key, pattern in available.items() if re.fullmatch("y?M*E?d*", key))


def words(parts):
    """The words of one pattern with the table key that they belong under."""
    for index, (kind, text) in enumerate(parts):
        word = text.strip(" .,/-")
        before = FIELDS.get(parts[index - 1][0]) if index else None
        after = FIELDS.get(parts[index + 1][0]) if index + 1 < len(parts) else None
        if kind != "text" or not letters(word) or " " in word or not before:
            continue
        dotted = f"{word}." if f"{word}." in text else word
        if before == "y":
            yield dotted, "year-mark"
        elif before == "d" and not after:
            yield dotted, "day-mark"
        elif after and is_named(parts):
            yield dotted, "joiner"


def is_named(parts):
    """Whether the month of a pattern is a word."""
    return any(FIELDS.get(kind) == "M" and len(text) > 2 for kind, text in parts)
