"""Rule-based number formats (RBNF): whole numbers in words.

Reads the rule sets as they are documented for ICU: base values with a radix, the substitutions of quotient, remainder and the same
number, parts in brackets that are left out where the number is a multiple, and plural forms.
"""

import re

from . import plurals

SUBSTITUTION = re.compile(r"←([^←]*)←|→→→|→([^→]*)→|=([^=]*)=|\$\(cardinal,([^)]*)\)\$")
FORM = re.compile(r"(\w+)\{([^}]*)\}")
# Rules for negative numbers, fractions and infinity are not wanted.
WHOLE = re.compile(r"\d+(/\d+)?>*")
DEPTH = 40


class Unspeakable(Exception):
    """The rules give no words for a number."""


class Rule:
    """One rule of a set."""

    def __init__(self, descriptor, text):
        base, _, radix = descriptor.rstrip(">").partition("/")
        self.base = int(base)
        radix = int(radix or 10)
        exponent = 0
        while radix ** (exponent + 1) <= self.base:
            exponent += 1
        self.divisor = radix ** max(exponent - descriptor.count(">"), 0)
        self.text = text.rstrip(";").lstrip("'") if text.startswith("'") else text.rstrip(";")


class Speller:
    """The rule sets of one locale."""

    def __init__(self, groups, plural_rules):
        self.plural_rules = plural_rules
        self.sets = {}
        for name, rows in groups.items():
            rules = [Rule(*row) for row in rows if len(row) == 2 and WHOLE.fullmatch(row[0])]
            self.sets[name] = sorted(rules, key=lambda rule: rule.base)

    def cardinals(self):
        """The public sets that spell out a number that counts, financial spellings left out."""
        public = ("%spellout-cardinal", "%spellout-construct")
        named = (name for name in self.sets if name.startswith(public) and "financial" not in name)
        return sorted(named) + [name for name in ("%spellout-numbering",) if name in self.sets]

    def spell(self, name, number, depth=0):
        """A number by a rule set."""
        rules = self.sets.get(name)
        if not rules or depth > DEPTH:
            raise Unspeakable(name)
        rule, before = self.rule(rules, number)
        return self.expand(name, rule, before, number, depth)

    @staticmethod
    def rule(rules, number):
        """The rule for a number, and the one before it."""
        at = max((index for index, rule in enumerate(rules) if rule.base <= number), default=None)
        if at is None:
            raise Unspeakable(number)
        rule = rules[at]
        # ICU rolls back to the rule before where a multiple meets a base that is none.
        both = "←" in rule.text and "→" in rule.text
        if both and number % rule.divisor == 0 and rule.base % rule.divisor != 0:
            at -= 1
        return rules[at], rules[at - 1] if at else None

    def expand(self, name, rule, before, number, depth):
        """The text of a rule with everything in it replaced."""
        multiple = number % rule.divisor == 0
        text = re.sub(r"\[([^\]]*)\]", "" if multiple else r"\1", rule.text)

        def replace(match):
            quotient, remainder, same, plural = match.groups()
            if plural is not None:
                return self.plural(plural, number // rule.divisor)
            if match.group() == "→→→":
                return self.expand(name, before, None, number % rule.divisor, depth + 1)
            if quotient is not None:
                return self.part(name, quotient, number // rule.divisor, depth)
            if remainder is not None:
                return self.part(name, remainder, number % rule.divisor, depth)
            return self.part(name, same, number, depth)

        return SUBSTITUTION.sub(replace, text)

    def part(self, name, wanted, number, depth):
        """One substitution; figures are no words."""
        if wanted and not wanted.startswith("%"):
            raise Unspeakable(wanted)
        return self.spell(wanted or name, number, depth + 1)

    def plural(self, forms, number):
        """The form of a word for a number."""
        forms = dict(FORM.findall(forms))
        return forms.get(plurals.category(self.plural_rules, number), forms.get("other", ""))
