"""Turns CLDR's JSON into the generated halves of the locale packs. Standard library only, Python 3.9 or later."""
