"""Names of time zones, of the cities that stand for them, and of countries."""

import re
from collections import Counter

from .tables import clean, fold, is_short_kana_or_thai, is_unspaced, letters

# The zones that every pack names, those that stand for others of their metazone first.
ZONES = (
    "America/New_York America/Chicago America/Denver America/Los_Angeles Europe/Berlin Europe/Athens Europe/London Asia/Shanghai "
    "Asia/Tokyo Asia/Seoul Asia/Kolkata Australia/Sydney Europe/Moscow Europe/Paris Europe/Amsterdam Europe/Brussels Europe/Madrid "
    "Europe/Rome Europe/Vienna Europe/Zurich Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Helsinki Europe/Warsaw "
    "Europe/Prague Europe/Budapest Europe/Istanbul Europe/Lisbon Europe/Dublin Asia/Hong_Kong Asia/Taipei Asia/Singapore Asia/Dubai "
    "Asia/Riyadh Asia/Jerusalem Pacific/Auckland Africa/Cairo Africa/Johannesburg America/Toronto America/Mexico_City "
    "America/Sao_Paulo America/Argentina/Buenos_Aires"
).split()

POPULATION = 1_000_000

# Hawaii is the zone that its and the Aleutians' common names mean.
SAME = {"America/Adak": "Pacific/Honolulu"}

# How many metazones must share the word for time for it to be known as such.
SHARED = 10


class Zones:
    """What CLDR knows of zones in any language."""

    def __init__(self, source):
        tz = source.json("cldr-bcp47/bcp47/timezone.json")["keyword"]["u"]["tz"]
        entries = {key: entry for key, entry in tz.items() if isinstance(entry, dict) and "_alias" in entry}
        self.iana, self.country = {}, {}
        for key, entry in entries.items():
            aliases = entry["_alias"].split()
            for alias in aliases:
                self.iana[alias] = entry.get("_iana", aliases[0])
                self.country[self.iana[alias]] = key[:2].upper()
        data = source.supplemental("metaZones")["metaZones"]
        self.members = members(data["metazoneInfo"]["timezone"], self.iana)
        self.golden = {
            row["mapZone"]["_other"]: self.iana.get(row["mapZone"]["_type"], row["mapZone"]["_type"])
            for row in data["metazones"]
            if row["mapZone"]["_territory"] == "001"
        }
        people = source.supplemental("territoryInfo")["territoryInfo"]
        self.population = {code: int(entry["_population"]) for code, entry in people.items()}

    def representative(self, metazone):
        """The zone that a metazone's names mean; empty for one out of use, or of few people."""
        if metazone == "GMT":
            return "UTC"
        members = self.members.get(metazone, ())
        golden = self.golden.get(metazone, "")
        if golden in SAME:
            return SAME[golden]
        known = next((zone for zone in ZONES if zone in members), "")
        return known or (golden if golden in members and self.is_populous(golden) else "")

    def is_populous(self, zone):
        """Whether a zone is one of a country with many people."""
        return self.population.get(self.country.get(zone, ""), 0) >= POPULATION

    def named(self):
        """The zones whose cities packs name."""
        golden = sorted(zone for metazone in self.golden if (zone := self.representative(metazone)) not in ("", "UTC"))
        inland = [zone for zone in golden if zone.startswith(("Africa/", "America/", "Asia/", "Australia/", "Europe/"))]
        return dict.fromkeys([*ZONES, *inland])


def members(tree, iana, path=""):
    """Metazone to the zones that use it now."""
    found = {}
    for key, value in tree.items():
        zone = f"{path}{key}"
        if isinstance(value, dict):
            inner = members(value, iana, f"{zone}/")
        else:
            current = [row["usesMetazone"]["_mzone"] for row in value if "_to" not in row["usesMetazone"]]
            inner = {metazone: {iana.get(zone, zone)} for metazone in current}
        for metazone, zones in inner.items():
            found.setdefault(metazone, set()).update(zones)
    return found


def add_zones(source, tag, tables, zones):
    """Metazones in all their names, and cities."""
    data = source.main("cldr-dates-full", tag, "timeZoneNames")["dates"]["timeZoneNames"]
    metazones = data.get("metazone", {})
    is_time = times(metazones)
    for metazone, names in metazones.items():
        add_names(tables, zones.representative(metazone), names, is_time)
    flat = dict(leaves(data["zone"], zones.iana))
    for zone, entry in flat.items():
        add_names(tables, "UTC" if zone in ("Etc/UTC", "UTC") else zone, entry, is_time)
    tables.add("zones.standalone", "UTC", data.get("gmtZeroFormat", ""))
    for zone in zones.named():
        place = city(tag, zone, flat.get(zone, {}))
        if not is_short_kana_or_thai(place):
            tables.add("zones.names", zone, place)


def parts(name):
    """Where the word for time may be in a name: any of its words, or its first or last letters."""
    size = 2 if is_unspaced(name) else 3
    return {*fold(name).split(), f"{fold(name)[:size]}-", f"-{fold(name)[-size:]}"}


def times(metazones):
    """A test whether a name has the word for time in it: some names are those of places alone (`Москва`)."""
    counts = Counter()
    for names in metazones.values():
        counts.update(set().union(*map(parts, names.get("long", {}).values())))
    return lambda name: any(counts[part] >= SHARED for part in parts(name))


def settle(tables):
    """No place is another word of the pack: Dushanbe is Persian for Monday, Vienna nearly Lithuanian for one."""
    taken = tables.words("weekdays", "weekdays-short", "months", "units", "numbers", "time")
    tables.keep("zones.names", lambda _, word: fold(word) not in taken)


def city(tag, zone, entry):
    """The city of a zone. The root locale, which English shares, has it from the identifier."""
    root = zone.rpartition("/")[2].replace("_", " ") if tag == "en" else ""
    return clean(entry.get("exemplarCity", root))


def leaves(tree, iana, path=""):
    """The zones of a locale's tree by their IANA identifiers."""
    for key, value in tree.items():
        zone = f"{path}{key}"
        if "_type" not in value:
            yield from leaves(value, iana, f"{zone}/")
        else:
            yield iana.get(zone, zone), value


def add_names(tables, zone, names, is_time):
    """Long names; abbreviations of at least three capitals, since two stand for much else."""
    if not zone:
        return
    for word in names.get("long", {}).values():
        if zone == "UTC" or is_time(word):
            tables.add("zones.standalone", zone, word)
    for word in names.get("short", {}).values():
        if re.fullmatch("[A-Z]{3,5}", word):
            tables.add("zones.standalone", zone, word)


def add_countries(source, tag, tables):
    """Names of countries, the short ones and other ones too."""
    names = source.main("cldr-localenames-full", tag, "territories")["localeDisplayNames"]["territories"]
    people = source.supplemental("territoryInfo")["territoryInfo"]
    for code, word in names.items():
        country = code.partition("-")[0]
        if re.fullmatch("[A-Z]{2}", country) and country in people and country not in ("ZZ", "EU", "EZ", "UN"):
            word = clean(word)
            abbreviation = letters(word) < 4 and word.isascii()
            if not is_short_kana_or_thai(word) and (word.isupper() or not abbreviation):
                tables.add("countries", country, word)
