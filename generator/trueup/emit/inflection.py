"""Singular and plural of English nouns, as in tags and paths."""

from __future__ import annotations

from collections.abc import Sequence

_SINGULAR = frozenset(
    "alias analytics atlas bias canvas chaos dns gas gps https iris lens news series"
    " sms species statistics stats tls".split()
)
"""Singular words that end in "s"."""

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
    """`"companies"` → `"company"`; other words are unchanged."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SINGULAR or not word.endswith("s"):
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


def same_words(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two phrases are equal, apart from singular and plural."""
    return [*map(singular, left)] == [*map(singular, right)]
