"""Number of English nouns, as far as names of tags and paths need it."""

from __future__ import annotations

from collections.abc import Sequence

_ALIKE = frozenset(
    "alias analytics atlas bias canvas chaos dns gas gps https iris lens news series"
    " sms species statistics stats tls".split()
)
"""Words that end in "s" and are not plurals."""

_IRREGULAR = {
    "menus": "menu",
    "people": "person",
    "children": "child",
    "indices": "index",
    "indexes": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "criteria": "criterion",
    "media": "medium",
    "men": "man",
    "women": "woman",
    "leaves": "leaf",
    "shelves": "shelf",
    "halves": "half",
    "movies": "movie",
    "cookies": "cookie",
    "caches": "cache",
    "aches": "ache",
    "databases": "database",
    "purchases": "purchase",
    "releases": "release",
    "leases": "lease",
    "licenses": "license",
    "invoices": "invoice",
    "cases": "case",
    "bases": "base",
    "phrases": "phrase",
    "responses": "response",
    "expenses": "expense",
    "houses": "house",
    "warehouses": "warehouse",
    "courses": "course",
    "sources": "source",
    "resources": "resource",
    "uses": "use",
    "causes": "cause",
    "clauses": "clause",
    "pauses": "pause",
    "senses": "sense",
    "axes": "axis",
}


def singular(word: str) -> str:
    """`"companies"` → `"company"`; a word that is not a plural stays."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _ALIKE or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "sis", "xis")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "uses")):
        return word[:-2]
    return word[:-1] if len(word) > 2 else word


def is_plural(word: str) -> bool:
    return singular(word) != word


def same_words(these: Sequence[str], those: Sequence[str]) -> bool:
    """Whether two phrases differ in number at most."""
    return len(these) == len(those) and all(
        singular(this) == singular(that)
        for this, that in zip(these, those, strict=True)
    )
