"""CLDR's plural rules, for whole numbers."""

import re

RELATION = re.compile(r"([nivwftce])(?: % (\d+))? (!?=) ([\d.,]+)")


def category(rules, number):
    """The plural category of a whole number: `one`, `few`, `other`."""
    for key, rule in rules.items():
        condition = rule.partition("@")[0].strip()
        if condition and any(holds(part, number) for part in condition.split(" or ")):
            return key.replace("pluralRule-count-", "")
    return "other"


def holds(condition, number):
    """Whether relations joined with *and* all hold."""
    return all(relation(part.strip(), number) for part in condition.split(" and "))


def relation(part, number):
    """One relation, as `i % 10 = 2..4`. A whole number has no visible fraction and no exponent."""
    operand, modulus, sign, ranges = RELATION.fullmatch(part).groups()
    value = number if operand in "ni" else 0
    value = value % int(modulus) if modulus else value
    inside = any(within(value, listed) for listed in ranges.split(","))
    return inside == (sign == "=")


def within(value, listed):
    """Whether a value is in `3` or `2..4`."""
    low, _, high = listed.partition("..")
    return int(low) <= value <= int(high or low)
