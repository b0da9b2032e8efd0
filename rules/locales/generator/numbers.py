"""How numbers are written, number words, large powers, measures and currencies."""

import re
import unicodedata

from .calendar import forms
from .spellout import Speller, Unspeakable
from .tables import clean, fold, is_unspaced

# All of ISO 4217 that is in use.
CURRENCIES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC "
    "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SOS SRD SSP STN SYP SZL "
    "THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
).split()

# Codes that are words in capitals too: `TOP 10`, `ALL 5`.
WORDS = {"ALL", "AMD", "CVE", "MDL", "SDG", "SSP", "GIP", "BAM", "BOB", "CUP", "GEL", "LAK", "MAD", "MOP", "TOP", "TRY", "PEN", "COP", "SOS", "STN", "ERN", "KES"}
KNOWN_WORDS = {"TRY", "PEN", "COP"}

# Signs of several currencies; the grammar knows of which (`src/facts/model.rs`).
SHARED = {"Rs"}

MEASURES = (
    "digital-bit digital-kilobit digital-megabit digital-gigabit digital-terabit digital-byte digital-kilobyte digital-megabyte "
    "digital-gigabyte digital-terabyte digital-petabyte length-nanometer length-micrometer length-millimeter length-centimeter "
    "length-decimeter length-meter length-kilometer length-inch length-foot length-yard length-mile length-nautical-mile "
    "mass-microgram mass-milligram mass-gram mass-kilogram mass-tonne mass-ounce mass-pound "
    "temperature-celsius temperature-fahrenheit temperature-kelvin angle-degree duration-nanosecond duration-millisecond "
    "duration-microsecond frequency-hertz frequency-kilohertz frequency-megahertz frequency-gigahertz graphics-pixel "
    "graphics-megapixel graphics-dot-per-inch graphics-pixel-per-inch power-milliwatt power-watt power-kilowatt power-megawatt "
    "power-gigawatt power-horsepower energy-joule energy-kilojoule energy-calorie energy-kilocalorie energy-kilowatt-hour "
    "electric-volt electric-ampere electric-milliampere electric-ohm area-square-meter area-square-kilometer area-square-centimeter "
    "area-square-foot area-square-inch area-square-mile area-acre area-hectare volume-liter volume-milliliter volume-centiliter "
    "volume-deciliter volume-cubic-meter volume-cubic-centimeter volume-gallon volume-pint volume-quart volume-fluid-ounce "
    "speed-kilometer-per-hour speed-meter-per-second speed-mile-per-hour pressure-bar pressure-pascal "
    "pressure-hectopascal pressure-pound-force-per-square-inch force-newton light-lumen light-lux concentr-percent"
).split()

# Units whose abbreviations are other words in running text (`5 st`), and one that is read by its sign only (`3度` is three times too).
IN_FULL = set(
    "volume-pint volume-quart volume-fluid-ounce volume-gallon area-acre area-hectare energy-calorie "
    "light-lux light-lumen force-newton pressure-bar power-horsepower length-nautical-mile volume-centiliter volume-deciliter "
    "temperature-kelvin energy-joule electric-ohm pressure-pascal".split()
)
BY_SIGN = {"angle-degree"}

# Currencies whose own signs are letters; those of others are other words (`KM`, `Bs`).
LETTERS = set(
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NGN NOK NZD PEN PHP PKR "
    "PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR".split()
)

# Currencies of one name; what all of them are called is the name alone (`dollars`). `rules/currency-signs.txt` lists them in full.
FAMILIES = {
    "dollar": "USD CAD AUD NZD".split(),
    "peso": "MXN ARS COP CLP".split(),
    "rupee": "INR PKR LKR NPR".split(),
    "krone": "SEK NOK DKK".split(),
    "franc": "CHF XPF RWF CDF".split(),
    "dinar": "KWD JOD TND BHD".split(),
    "rial": "SAR QAR OMR YER".split(),
}

# Sizes that pages state a second of.
RATES = "bit kilobit megabit gigabit terabit byte kilobyte megabyte gigabyte".split()

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


# Numbers that languages have words of their own for; `src/facts/grammar/spelt.rs` puts the others together.
SPELT = [*range(0, 101), *range(200, 1000, 100), 1000]


def add_words(source, tag, tables):
    """Number words in every gender and case; a hyphen in them may be a space, and Swiss German has no sharp s."""
    spell = speller(source, tag)
    for number in SPELT if spell else ():
        for word in spelt(spell, number):
            # `две тысячи` in `двести две тысячи` is no number of its own.
            if number < 100 or " " not in word:
                for spelling in (word, word.replace("-", " "), word.replace("\u00df", "ss"), without_marks(word, tag)):
                    tables.add("numbers", str(number), spelling)
    if spell and units_first(spell):
        tables.settings["units-first"] = True


def without_marks(word, tag):
    """Long words as people write them without accents; in Vietnamese and other scripts that makes other words."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare if tag != "vi" and len(bare) > 3 and re.match("[A-Za-z\u0370-\u03ff]", bare) else word


def units_first(spell):
    """Whether twenty-one ends in the word for twenty."""
    tens = {fold(word) for word in spelt(spell, 20)}
    return any(fold(word).endswith(ten) for word in spelt(spell, 21) for ten in tens)


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
    for power in sorted({100, 1000, 10**12, 10**15, 10**18, *map(int, tables.tables.get("powers", {}))}) if spell else ():
        own = [fold(word) for word in spelt(spell, power)]
        for word in multiplied(spell, power):
            # What hundreds end in is no word for a hundred in every language (Polish `dwieście`).
            if power != 100 or any(one.endswith(fold(word)) or fold(word).startswith(one) for one in own):
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
            if width == "short" and unit in IN_FULL:
                continue
            for word, _, _ in forms(units[width].get(unit, {})):
                if unit not in BY_SIGN or not any(map(str.isalpha, word)):
                    add_measure(tables, name, clean(word))
        add_rates(units[width], tables)
    # Case alone tells `Mb` from `MB`, and writers mix them up.
    bytes_ = {fold(word) for key, words in tables.tables.get("measures", {}).items() if key.endswith("byte") for word in words}
    tables.keep("measures", lambda key, word: not key.endswith("bit") or fold(word) not in bytes_)
    for pattern in tables.settings.get("percent", []):
        add_measure(tables, "percent", clean(pattern.replace("{0}", "")))


def add_rates(units, tables):
    """Sizes a second."""
    pattern = clean(units["duration-second"].get("perUnitPattern", ""))
    for name in RATES if "{0}" in pattern else ():
        for word, _, _ in forms(units.get(f"digital-{name}", {})):
            add_measure(tables, f"{name}-per-second", pattern.replace("{0}", clean(word)))


def add_measure(tables, name, word):
    """Two characters and more, or a sign; `in` is a preposition in too many languages."""
    if word and (len(word) > 1 or not word.isalpha()) and fold(word) != "in":
        tables.add("measures", name, word, least=0)


def add_families(listed, tables):
    """The words that the names of currencies of one family share, in each number."""
    for name, codes in FAMILIES.items():
        entries = [listed.get(code, {}) for code in codes]
        for key in [key for key in entries[0] if key.startswith("displayName")]:
            names = [set(re.findall(r"[^\s\d()/.,\u2013\u2019'-]+", entry.get(key, entry.get("displayName", "")))) for entry in entries]
            for word in set.intersection(*({fold(word) for word in words} for words in names)):
                if len(word) > 2 or not word.isascii():
                    tables.add("currencies", name, word)


def add_currencies(source, tag, tables, only=None):
    """Codes, symbols and names. A narrow symbol only where no other listed currency of the locale has it."""
    data = source.main("cldr-numbers-full", tag, "currencies")["numbers"]["currencies"]
    listed = {code: data[code] for code in CURRENCIES if code in data and (only is None or code in only)}
    symbols = [entry.get("symbol") for entry in listed.values()]
    narrow = [entry.get("symbol-alt-narrow") for entry in listed.values()]
    add_families(listed, tables)
    for code, entry in listed.items():
        if code not in WORDS - KNOWN_WORDS:
            tables.add("currencies", code, code)
        own = entry.get("symbol-alt-narrow", "")
        signs = [entry.get("symbol", "")] + [own] * (narrow.count(own) == 1 and own not in symbols)
        # One letter (`R`, `L`) is mostly something else.
        signs = [sign for sign in signs if code in LETTERS or not sign.replace(" ", "").replace(".", "").isalpha() or is_unspaced(sign)]
        for sign in (sign for sign in signs if len(sign) > 1 or is_unspaced(sign) or not sign.isalpha()):
            tables.add("currencies", sign if sign in SHARED else code, sign, least=0)
        for key, word in entry.items():
            if key.startswith("displayName"):
                tables.add("currencies", code, word)


