"""How numbers are written, number words, large powers, measures and currencies."""

import re

from .calendar import forms
from .spellout import Speller, Unspeakable
from .tables import clean, fold, is_unspaced

CURRENCIES = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NGN NOK NZD PEN PHP PKR "
    "PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
).split()

MEASURES = (
    "digital-bit digital-kilobit digital-megabit digital-gigabit digital-terabit digital-byte digital-kilobyte digital-megabyte "
    "digital-gigabyte digital-terabyte digital-petabyte length-millimeter length-centimeter length-meter length-kilometer "
    "length-inch length-foot length-yard length-mile mass-milligram mass-gram mass-kilogram mass-tonne mass-ounce mass-pound "
    "temperature-celsius temperature-fahrenheit duration-millisecond duration-microsecond frequency-hertz frequency-kilohertz "
    "frequency-megahertz frequency-gigahertz graphics-pixel graphics-dot-per-inch power-watt power-kilowatt "
    "energy-kilowatt-hour electric-volt electric-ampere area-square-meter area-square-kilometer volume-liter volume-milliliter "
    "speed-kilometer-per-hour concentr-percent"
).split()

# What plain spelling makes of signs (`src/locale/normal.rs`).
PLAIN = {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u066b": ".", "\u066c": ",", "\u2212": "-"}


def plain(sign):
    """A sign as texts are read."""
    return PLAIN.get(sign, sign)


def numbers(source, tag):
    """The numbers of a locale."""
    return source.main("cldr-numbers-full", tag, "numbers")["numbers"]


def systems(data):
    """The numbering systems in use: the default one, the native one, Latin figures."""
    names = [data["defaultNumberingSystem"], "latn", data["otherNumberingSystems"]["native"]]
    return [name for name in dict.fromkeys(names) if f"symbols-numberSystem-{name}" in data]


def add_settings(source, tag, tables, region):
    """Signs, figures and hours. A region keeps reading twelve hours where its language does: `9:00-5:00` is no night shift."""
    data, settings = numbers(source, tag), tables.settings
    symbols = [data[f"symbols-numberSystem-{name}"] for name in systems(data)]
    decimal = plain(symbols[0]["decimal"])
    settings["decimal"] = decimal
    settings["group"] = unique(plain(symbol["group"]) for symbol in symbols if plain(symbol["group"]) != decimal)
    settings["minus"] = unique(clean(symbol["minusSign"]) for symbol in symbols)
    settings["percent"] = unique(percent(data, name) for name in systems(data))
    settings["digits"] = unique(source.supplemental("numberingSystems")["numberingSystems"][name]["_digits"] for name in systems(data))
    calendar = source.main("cldr-dates-full", tag, "ca-gregorian")["dates"]["calendars"]["gregorian"]
    twelve = bool(re.search("[hKB]", re.sub("'[^']*'", "", calendar["timeFormats"]["short"])))
    if twelve or not region:
        settings["hour-cycle"] = 12 if twelve else 24


def percent(data, system):
    """The percent pattern with `{0}` for the number."""
    pattern = data[f"percentFormats-numberSystem-{system}"]["standard"].partition(";")[0]
    sign = clean(data[f"symbols-numberSystem-{system}"]["percentSign"])
    return clean(re.sub("[#0][#0,.]*", "{0}", pattern)).replace("%", sign)


def unique(values):
    """The values in order, each once."""
    return list(dict.fromkeys(values))


def speller(source, tag):
    """The spell-out rules of a locale or its nearest parent with any."""
    for name in source.ancestry(tag):
        if (source.folder / "cldr-rbnf" / "rbnf" / f"{name}.json").exists():
            groups = source.json(f"cldr-rbnf/rbnf/{name}.json")["rbnf"]["rbnf"].get("SpelloutRules")
            if groups:
                return Speller(groups, plural_rules(source, name))
    return None


def plural_rules(source, tag):
    """The plural rules of a locale's language."""
    rules = source.supplemental("plurals")["plurals-type-cardinal"]
    return next((rules[name] for name in source.ancestry(tag) if name in rules), {})


def add_words(source, tag, tables):
    """Number words up to a hundred, in every gender and case; a hyphen in them may be a space."""
    spell = speller(source, tag)
    for number in range(1, 101) if spell else ():
        for word in spelt(spell, number):
            tables.add("numbers", str(number), word)
            tables.add("numbers", str(number), word.replace("-", " "))


def spelt(spell, number):
    """Every way to spell a number that the rules give."""
    for name in spell.cardinals():
        try:
            yield spell.spell(name, number)
        except Unspeakable:
            continue


def add_powers(source, tag, tables):
    """Words that multiply the number before them, from compact formats and from spelling out."""
    data = numbers(source, tag)["decimalFormats-numberSystem-latn"]
    for width in ("long", "short"):
        for key, pattern in data[width]["decimalFormat"].items():
            zeros = re.match("(0+)([^0].*)", clean(pattern.replace("'", "")))
            value = int(key.partition("-")[0])
            if zeros and value <= 10**12:
                # A single sign is a power only where it is a word (万), not an abbreviation (M).
                tables.add("powers", str(value // 10 ** (len(zeros.group(1)) - 1)), zeros.group(2), 2 if is_latin(pattern) else 1)
    spell = speller(source, tag)
    for power in sorted(map(int, tables.tables.get("powers", {}))) if spell else ():
        for word in multiplied(spell, power):
            tables.add("powers", str(power), word, 2 if is_latin(word) else 1)


def is_latin(word):
    """Whether a word has letters that abbreviations of one letter are made of."""
    return any(c.isalpha() and c < "\u1100" for c in word)


def multiplied(spell, power):
    """What is left of spelt multiples of a power when the number before it is taken off."""
    counts = {fold(word) for number in (1, 2, 5) for word in spelt(spell, number)}
    for number in (1, 2, 5):
        for word in map(clean, spelt(spell, number * power)):
            rest = next((word[len(count):] for count in sorted(counts, key=len, reverse=True) if fold(word).startswith(count)), None)
            if rest and " " not in rest.strip():
                yield rest


def add_measures(source, tag, tables):
    """Units of size, length, weight and temperature, and per cent."""
    units = source.main("cldr-units-full", tag, "units")["units"]
    for width in ("long", "short"):
        for unit in MEASURES:
            name = unit.partition("-")[2]
            for word, _, _ in forms(units[width].get(unit, {})):
                add_measure(tables, name, clean(word))
    # Case alone tells `Mb` from `MB`, and writers mix them up.
    bytes_ = {fold(word) for key, words in tables.tables.get("measures", {}).items() if key.endswith("byte") for word in words}
    tables.keep("measures", lambda key, word: not key.endswith("bit") or fold(word) not in bytes_)
    for pattern in tables.settings.get("percent", []):
        add_measure(tables, "percent", clean(pattern.replace("{0}", "")))


def add_measure(tables, name, word):
    """Two characters and more, or a sign; `in` is a preposition in too many languages."""
    if word and (len(word) > 1 or not word.isalpha()) and fold(word) != "in":
        tables.add("measures", name, word, least=0)


def add_currencies(source, tag, tables):
    """Codes, symbols and names. A narrow symbol only where no other listed currency of the locale has it."""
    data = source.main("cldr-numbers-full", tag, "currencies")["numbers"]["currencies"]
    listed = {code: data[code] for code in CURRENCIES if code in data}
    symbols = [entry.get("symbol") for entry in listed.values()]
    narrow = [entry.get("symbol-alt-narrow") for entry in listed.values()]
    for code, entry in listed.items():
        tables.add("currencies", code, code)
        own = entry.get("symbol-alt-narrow", "")
        signs = [entry.get("symbol", "")] + [own] * (narrow.count(own) == 1 and own not in symbols)
        # One letter (`R`, `L`) is mostly something else.
        for sign in (sign for sign in signs if len(sign) > 1 or is_unspaced(sign) or not sign.isalpha()):
            tables.add("currencies", code, sign, least=0)
        for key, word in entry.items():
            if key.startswith("displayName"):
                tables.add("currencies", code, word)


