"""Weekdays, months, day periods, the words in time patterns, and units of time."""

import re

from .tables import clean, fold, letters

DAYS = {
    "mon": "monday",
    "tue": "tuesday",
    "wed": "wednesday",
    "thu": "thursday",
    "fri": "friday",
    "sat": "saturday",
    "sun": "sunday",
}

MONTHS = (
    "january february march april may june july august september october november december".split()
)

UNITS = ("second", "minute", "hour", "day", "week", "month", "year")

NAMES = {"wide": "", "abbreviated": "-short", "short": "-short"}


def gregorian(source, tag):
    """The Gregorian calendar of a locale."""
    return source.main("cldr-dates-full", tag, "ca-gregorian")["dates"]["calendars"]["gregorian"]


def add_names(source, tag, tables):
    """Weekdays and months. Narrow names are single letters, and left out."""
    calendar = gregorian(source, tag)
    for context in ("format", "stand-alone"):
        for width, suffix in NAMES.items():
            days, months = calendar["days"][context].get(width, {}), calendar["months"][context].get(width, {})
            keyed = [(f"weekdays{suffix}", DAYS[code], word) for code, word in days.items()]
            keyed += [(f"months{suffix}", MONTHS[int(number) - 1], word) for number, word in months.items()]
            for table, key, word in keyed:
                if not suffix or is_abbreviation(word, width):
                    tables.add(table, key, word)


def is_abbreviation(word, width):
    """Whether a short name is hardly another word: it has a full stop, or three letters (`we`, `je`, `ne`), or a script without case."""
    return word.endswith(".") or word.upper() == word.lower() or (width == "abbreviated" and letters(word) > 2)


def settle_names(tables):
    """Of an abbreviation with and without full stop only the former stays, and none that is another word of the pack."""
    for table in ("weekdays", "months"):
        short = f"{table}-short"
        dotted = tables.words(short)
        taken = tables.words(table, "numbers", "units")
        tables.keep(short, lambda _, word: f"{fold(word)}." not in dotted and fold(word) not in taken)
    days = tables.words("weekdays", "weekdays-short")
    measures = {word.rstrip(".") for word in tables.words("measures")}
    # `mån` is Monday and month, `mm.` a length.
    taken = lambda word: fold(word) in days or fold(word).rstrip(".") in measures
    tables.keep("units", lambda _, word: not taken(word) or fold(word) in tables.written_out)
    # `дня` is *in the afternoon* and *days*.
    others = tables.words("units", "numbers")
    tables.keep("time", lambda key, word: key not in PARTS or fold(word) not in others)


PARTS = ("am", "pm", "noon", "midnight", "night")

# What a word means that names two parts of the day: `12 ночі` is midnight, `2 ночі` is early.
BOTH = {
    frozenset(("midnight", "night")): "night",
    frozenset(("noon", "pm")): "pm",
    frozenset(("am", "night")): "am",
    frozenset(("night", "pm")): "pm",
}


def add_periods(source, tag, tables):
    """Words for the parts of the day, as they stand beside a time (the format context), by the hours that CLDR gives them."""
    found = {}
    for meaning, word in periods(source, tag):
        found.setdefault(clean(word), []).append(meaning)
    for word, meanings in found.items():
        meanings = frozenset(meanings)
        meaning = next(iter(meanings)) if len(meanings) == 1 else BOTH.get(meanings)
        if meaning:
            tables.add("time", meaning, word)


def periods(source, tag):
    """Every name of a part of the day with what it means. Noon and midnight need no number beside them, and are never abbreviated."""
    names = gregorian(source, tag)["dayPeriods"]["format"]
    hours = period_hours(source, tag)
    for key in ("midnight", "noon", "am", "pm", *sorted(hours)):
        meaning = half(key, hours[key]) if key in hours else key
        for width in ("wide",) if key in ("midnight", "noon") else ("wide", "abbreviated"):
            yield from ((meaning, names[width][name]) for name in (key, f"{key}-alt-variant") if name in names[width])


def period_hours(source, tag):
    """The day periods of a locale: from and to, in hours."""
    rules = source.supplemental("dayPeriods")["dayPeriodRuleSet"]
    listed = next((rules[tag] for tag in source.ancestry(tag) if tag in rules), {})
    hour = lambda value: int(value.partition(":")[0])
    return {key: (hour(span["_from"]), hour(span["_before"])) for key, span in listed.items() if "_from" in span}


def half(key, span):
    """What a day period means to the reader of a time; empty where it may be either half of the day."""
    start, end = span
    if key.startswith("night"):
        return "night"
    if start < end <= 12:
        return "am"
    return "pm" if 12 <= start < end else ""


HOURS = ("H", "h", "K")

PIECE = re.compile(r"'((?:[^']|'')*)'|([A-Za-z]+)|([^A-Za-z']+)")


def pieces(pattern):
    """A pattern as (kind, text): fields by their letter, `text` for what stands as it is."""
    found = []
    for quoted, field, sign in PIECE.findall(pattern):
        kind, value = (field[0], field) if field else ("text", quoted or sign)
        if kind == "text" and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + value)
        else:
            found.append((kind, value))
    return found


def patterns(calendar):
    """Every pattern with hours in it, of times and of intervals."""
    formats = calendar["dateTimeFormats"]
    yield from (pattern for pattern in calendar["timeFormats"].values() if isinstance(pattern, str))
    yield from (pattern for key, pattern in formats["availableFormats"].items() if re.search("[HhKB]", key))
    for key, interval in formats["intervalFormats"].items():
        if isinstance(interval, dict) and re.search("[HhKB]", key):
            yield from interval.values()


def add_literals(source, tag, tables):
    """The words and signs that time patterns put beside hours and minutes."""
    separators = tables.settings.setdefault("time-separators", [":"])
    for pattern in patterns(gregorian(source, tag)):
        for word, key in literals(pieces(pattern)):
            if key != "separator":
                tables.add("time", key, word, least=1)
            elif word not in separators:
                separators.append(word)


def literals(parts):
    """The literals of one pattern with the table key that they belong under. What joins an interval is none of them."""
    last = max((index for index, (kind, _) in enumerate(parts) if kind in HOURS), default=len(parts))
    for index, (kind, value) in enumerate(parts):
        text = value.strip()
        before = parts[index - 1][0] if index else "start"
        after = parts[index + 1][0] if index + 1 < len(parts) else "end"
        if kind != "text" or not text:
            continue
        if before in HOURS and after == "m":
            yield (text, "hour-mark") if letters(text) else (text, "separator")
        elif re.fullmatch(r"[^\W\d]+\.?", text):
            key = beside(before, after, parts) if index > last or before == "start" else ""
            if key:
                yield text, key


def beside(before, after, parts):
    """The table key of a word between two fields, not hours and minutes."""
    if before in HOURS:
        return "hour-mark"
    if before == "m":
        return "minute-mark" if has_hour_word(parts) else "after"
    return "before" if before == "start" and after in HOURS else ""


def has_hour_word(parts):
    """Whether a pattern has a word between hours and minutes."""
    triples = zip(parts, parts[1:], parts[2:])
    return any(a[0] in HOURS and b[0] == "text" and letters(b[1]) and c[0] == "m" for a, b, c in triples)


def forms(unit):
    """The words of a unit with the plural form that each is for: every form and case; empty where figures stand amid it."""
    for key, pattern in unit.items():
        plural = re.search(r"(?:unitPattern|nominative|[a-z]+)-count-(\w+)", key)
        if plural and isinstance(pattern, str):
            bare = pattern.replace("\u200e", "").replace("\u200f", "").strip()
            if bare.startswith("{0}") or "{0}" not in bare:
                yield bare.replace("{0}", ""), plural.group(1), "{0}" in bare


def add_units(source, tag, tables):
    """Units of time: written out in every form, and abbreviations of two letters and more."""
    units = source.main("cldr-units-full", tag, "units")["units"]
    for unit in UNITS:
        for word, plural, figures in forms(units["long"][f"duration-{unit}"]):
            tables.add("duals" if plural == "two" and not figures else "units", unit, word, least=1)
    tables.written_out = tables.written_out | tables.words("units")
    for unit in UNITS:
        for word, plural, figures in forms(units["short"][f"duration-{unit}"]):
            if figures or plural != "two":
                tables.add("units", unit, word)
    add_hour_mark(units, tables)
    add_per(units["long"], tables)


def add_hour_mark(units, tables):
    """What abbreviates hours is a unit where times are written with it: `9 h` may be either, and the reader must know."""
    marks = [word for key in ("hour-mark", "after") for word in tables.tables.get("time", {}).get(key, [])]
    short = {fold(word).rstrip(".") for width in ("short", "narrow") for word, _, _ in forms(units[width]["duration-hour"])}
    for mark in marks:
        if fold(mark).rstrip(".") in short:
            tables.add("units", "hour", mark, least=1)


def add_per(units, tables):
    """*Per day*, *per week*, *per year*."""
    for unit in ("day", "week", "year"):
        pattern = units[f"duration-{unit}"].get("perUnitPattern", "")
        if pattern.startswith("{0}"):
            tables.add("per", unit, pattern.replace("{0}", ""))
