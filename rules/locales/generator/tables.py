"""The tables of one pack, with the rules by which words get into them, and their TOML."""

import json
import unicodedata

INVISIBLE = {ord(c): None for c in "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"}
SPACES = {ord(c): " " for c in "\u00a0\u2009\u202f"}
WIDTH = 140


def clean(word):
    """A word as packs list it: ordinary spaces, nothing invisible but joiners."""
    return " ".join(word.translate(INVISIBLE).translate(SPACES).split())


def fold(word):
    """Words that differ in case only are one."""
    return clean(word).lower()


def letters(word):
    """How many letters a word has, vowel signs included."""
    return sum(unicodedata.category(c)[0] in "LM" for c in word)


def is_unspaced(word):
    """Whether a word is in a script without spaces: Thai, kana, Han."""
    return any("\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" for c in word)


def is_short_kana_or_thai(word):
    """Whether a name in a script without spaces is so short that it occurs inside other words."""
    return len(word) < 3 and all("\u3040" <= c <= "\u30ff" or "\u0e00" <= c <= "\u0eff" for c in word)


class Tables:
    """Table name to key to words, in the order they came."""

    def __init__(self):
        self.settings = {}
        self.tables = {}
        # Units written out in full, which stay where an abbreviation would not.
        self.written_out = set()

    def add(self, table, key, word, least=2):
        """Adds a word unless it has fewer than `least` letters, has figures (the grammar reads those), or is there already."""
        word = clean(word)
        if not word or letters(word) < least or any(c.isdigit() or c in "{}()[]+" for c in word):
            return
        words = self.tables.setdefault(table, {}).setdefault(key, [])
        if fold(word) not in map(fold, words):
            words.append(word)

    def words(self, *tables):
        """All words of some tables, folded."""
        return {fold(word) for table in tables for words in self.tables.get(table, {}).values() for word in words}

    def keep(self, table, wanted):
        """Drops the words of a table for which `wanted(key, word)` is false."""
        entries = self.tables.get(table, {})
        for key in list(entries):
            entries[key] = [word for word in entries[key] if wanted(key, word)]
            if not entries[key]:
                del entries[key]

    def subtract(self, parent):
        """Leaves only what differs from the parent's tables."""
        for table in list(self.tables):
            known = {key: set(map(fold, words)) for key, words in parent.tables.get(table, {}).items()}
            self.keep(table, lambda key, word, known=known: fold(word) not in known.get(key, ()))
        self.settings = {
            key: value
            for key, value in self.settings.items()
            if key in ("language", "name", "cldr") or parent.settings.get(key) != value
        }

    def is_bare(self):
        """Whether nothing is left but the pack's name."""
        return not any(self.tables.values()) and not set(self.settings) - {"language", "name", "cldr"}

    def toml(self):
        """The tables as TOML, without header."""
        lines = ["[pack]"] + [line(key, value) for key, value in self.settings.items()]
        for table, entries in self.tables.items():
            if entries:
                lines += ["", f"[{table}]"] + [line(quoted(key), words) for key, words in entries.items()]
        return "\n".join(lines) + "\n"


def quoted(key):
    """A key as TOML wants it."""
    return key if all(c.isascii() and (c.isalnum() or c in "-_") for c in key) else json.dumps(key, ensure_ascii=False)


def text(value):
    """A string or integer as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def line(key, value):
    """One key, its list broken where it is long."""
    if not isinstance(value, list):
        return f"{key} = {text(value)}"
    whole = f"{key} = [{', '.join(map(text, value))}]"
    if len(whole) <= WIDTH:
        return whole
    rows, row = [], "   "
    for item in map(text, value):
        if len(row) + len(item) + 2 > WIDTH:
            rows.append(row)
            row = "   "
        row += f" {item},"
    return "\n".join([f"{key} = ["] + rows + [row, "]"])
