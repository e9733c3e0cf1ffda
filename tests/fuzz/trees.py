"""Mutations of parsed descriptions, which know the structure of OpenAPI.

Each mutation takes a site, the parent of a random value and the key of that value, and
changes the tree in place. `hostile` texts hold a marker, which must not become code.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

MARKER = "Zq__mArKeR"
"""A name that is never generated: names have no double underscores and are in one case."""

TEXTS = (
    *(
        f'"; {MARKER}() #',
        f"'; {MARKER}() #",
        f'"""\n{MARKER}()\n"""',
        f"\n{MARKER}()\n",
    ),
    *(f"\r{MARKER}()\r", f"\u2028{MARKER}()", f"\x0c{MARKER}()", f"\x85{MARKER}()"),
    *(f"{{{MARKER}()}}", f"{{{{ {MARKER} }}}}", f"{{% {MARKER} %}}", f"# {MARKER}\\"),
    *(
        f"{MARKER}\\",
        f'\\"; {MARKER}()',
        f"```\n{MARKER}\n```",
        f"<{MARKER}>",
        f"${{{MARKER}}}",
    ),
    *(
        f"../{MARKER}",
        f"/{MARKER}",
        f"{MARKER}/../../..",
        f"C:\\{MARKER}",
        f"a:\n  {MARKER}: 1",
    ),
    *(
        "",
        " ",
        "\0",
        "\n",
        "\t",
        "\ud800",
        "\u202e",
        "\ufeff",
        "\u0301",
        "\U0010ffff",
        "ǅ",
    ),
    *(
        "class",
        "None",
        "self",
        "_",
        "__init__",
        "CON",
        "nul.py",
        "..",
        ".",
        "/",
        "//",
        "~1",
    ),
    *(
        "{}",
        "{id}",
        "{id",
        "/{a}{b}{c}",
        "/{a}-{b}.{c}",
        "/{a}/{a}",
        "/a?b={c}",
        "/a#b",
        "/%zz",
    ),
    *(
        "(",
        "[a-",
        "(a+)+$",
        "(?<=a)b",
        "\\p{Lu}",
        "^.{9999}$",
        "a{99999}",
        "(?i)a",
        "\\u{1F600}",
    ),
    *(
        "200",
        "2XX",
        "XXX",
        "0",
        "-1",
        "1e5",
        "default",
        "application/json; a=b",
        "a/b/c",
        "*/*",
    ),
    *(
        "http://",
        "https://[",
        "//x",
        "file:///etc/passwd",
        "#",
        "#/%",
        "#/~",
        "urn:x",
        "x" * 4000,
    ),
)

MOST_SITES = 4000
MAX_DEPTH = 120
"""Larger trees are not mutated further."""

BIG = 10**400
NUMBERS = (
    *(
        0,
        -0.0,
        1,
        -1,
        0.1,
        1e-320,
        5e-324,
        1e308,
        -1e308,
        2**31,
        2**53 + 1,
        2**63,
        2**64,
    ),
    *(-(2**63) - 1, 10**18, 10**30, BIG, -BIG, 10**4299, 1.5, 1e22),
)

KEYWORDS = {
    "type": (
        "string",
        "integer",
        "object",
        "array",
        "null",
        "file",
        ["string", "null"],
        [],
    ),
    "format": (
        "date-time",
        "date",
        "uuid",
        "binary",
        "byte",
        "int64",
        "decimal",
        "x",
        1,
    ),
    "items": ({}, True, False, [], [{}], {"type": "string"}),
    "prefixItems": ([], [{}], [{"type": "string"}, False]),
    "properties": (
        {},
        {"a": {}},
        {"a": False},
        {"": {}},
        {"class": {}, "Class": {}},
        [],
    ),
    "required": (["a"], ["a", "a"], [""], "a", [], [1]),
    "additionalProperties": (True, False, {}, {"type": "string"}, []),
    "patternProperties": ({"^x": {}}, {"(": {}}, {"": False}),
    "unevaluatedProperties": (False, {}),
    "propertyNames": ({"maxLength": 0}, False),
    "dependentRequired": ({"a": ["b"]}, {"a": "b"}),
    "enum": ([], [None], [1, 1.0, True, "1"], [{}], ["a", "A", "á", "a "], "a"),
    "const": (None, {}, [1], "a", 1.0),
    "allOf": ([], [{}], [{"type": "string"}, {"type": "integer"}], {}),
    "oneOf": (
        [],
        [{}, {}],
        [{"type": "null"}],
        [{"type": "string"}, {"format": "date"}],
    ),
    "anyOf": ([False], [{}, {"type": "object"}]),
    "not": ({}, {"not": {}}),
    "if": ({}, True),
    "discriminator": (
        {"propertyName": "a"},
        {"propertyName": "a", "mapping": {"x": "#"}},
        "a",
    ),
    "nullable": (True, "yes"),
    "readOnly": (True,),
    "writeOnly": (True,),
    "default": (None, {}, [], "a", BIG),
    "example": (None, {}, "a"),
    "examples": (
        {},
        [],
        {"a": {"value": 1}},
        {"a": {"externalValue": "file:///etc/passwd"}},
    ),
    "pattern": ("(", "^a$", "(a|a)*$", "", 1),
    "xml": ({"name": "a:b"}, {"wrapped": True}),
    "uniqueItems": (True,),
    "in": ("query", "path", "header", "cookie", "querystring", "body", "formData", "x"),
    "name": ("a", "A", "a[]", "a.b", "Content-Type", "Cookie", ""),
    "style": ("form", "simple", "label", "matrix", "deepObject", "pipeDelimited", "x"),
    "explode": (True, False, 1),
    "allowReserved": (True,),
    "content": (
        {},
        {"a": {}},
        {"application/json": {}},
        {"multipart/form-data": {"schema": {}}},
    ),
    "encoding": ({"a": {"contentType": "x"}}, {"a": {"headers": {"X": {}}}}),
    "headers": ({"X": {"schema": {}}}, {"Content-Type": {}}),
    "responses": ({}, {"200": {}}, {"default": {"description": ""}}, {"2XX": None}),
    "requestBody": ({"content": {}}, {"content": {"text/plain": {}}, "required": True}),
    "parameters": ([], [{}], [{"name": "a", "in": "query"}] * 2, {}),
    "operationId": ("a", "a.b", "list", "1", "", 1),
    "tags": (["a"], ["a", "A", "a "], ["con"], [1], "a"),
    "security": ([], [{}], [{"x": []}], [{"x": 1}]),
    "servers": (
        [],
        [{"url": "//x/{a}"}],
        [{"url": "/{a}", "variables": {"a": {"default": 1}}}],
    ),
    "callbacks": ({"a": {"{$request.body#/u}": {}}}, {"a": None}),
    "webhooks": ({"a": {"post": {}}},),
    "links": ({"a": {"operationId": "x"}},),
    "$id": ("https://x.example/a", "b", "#a", "urn:x", 1),
    "$anchor": ("a", "", 1),
    "$dynamicRef": ("#a", "#"),
    "$dynamicAnchor": ("a",),
    "$defs": ({"a": {"$ref": "#"}},),
    "openapi": ("3.0.3", "3.1.0", "3.2.0", "3", "4.0.0", 3.1),
    "swagger": ("2.0", 2.0, "1.2"),
}
LIMITS = (
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength "
    "minItems maxItems minProperties maxProperties minContains maxContains"
).split()
CHAINS = ("items", "not", "additionalProperties", "allOf", "oneOf", "properties", "a")


class Site(NamedTuple):
    """A value in a tree: where it is, and what contains it."""

    pointer: tuple[str | int, ...]
    parent: Any
    key: Any

    @property
    def value(self) -> Any:
        return self.parent[self.key]


def sites(tree: Any) -> list[Site]:
    return list(_below(tree, ()))


def _below(value: Any, pointer: tuple[str | int, ...]) -> Iterator[Site]:
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield Site((*pointer, key), value, key)
        if isinstance(value[key], (dict, list)):
            yield from _below(value[key], (*pointer, key))


def mutated_tree(tree: dict[str, Any], rng: random.Random) -> None:
    """One random mutation, at a site where it is likely to matter."""
    everything = sites(tree)
    deepest = max((len(site.pointer) for site in everything), default=0)
    if len(everything) > MOST_SITES or deepest > MAX_DEPTH:
        return
    if not everything:
        tree["openapi"] = "3.1.0"
        return
    rng.choice(_MUTATIONS)(rng.choice(everything), everything, rng)


def _copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _delete(site: Site, everything: list[Site], rng: random.Random) -> None:
    del site.parent[site.key]


def _duplicate(site: Site, everything: list[Site], rng: random.Random) -> None:
    """The same value again, under a name that differs a little."""
    if isinstance(site.parent, list):
        site.parent.insert(rng.randrange(len(site.parent) + 1), _copied(site.value))
    else:
        name = site.key
        changed = (name.upper(), name + "_", " " + name, name + "Input", name.lower())
        site.parent[rng.choice(changed)] = _copied(site.value)


def _rename(site: Site, everything: list[Site], rng: random.Random) -> None:
    if isinstance(site.parent, dict):
        name = rng.choice((rng.choice(TEXTS), rng.choice(list(KEYWORDS))))
        pairs = [(name if k == site.key else k, v) for k, v in site.parent.items()]
        site.parent.clear()
        site.parent.update(pairs)


def _swap(site: Site, everything: list[Site], rng: random.Random) -> None:
    other = rng.choice(everything)
    site.parent[site.key], other.parent[other.key] = (
        _copied(other.value),
        _copied(site.value),
    )


def _transplant(site: Site, everything: list[Site], rng: random.Random) -> None:
    """The value of another site, if possible one of the same name."""
    same = [other for other in everything if other.key == site.key]
    other = rng.choice(same if rng.random() < 0.6 else everything)
    site.parent[site.key] = _copied(other.value)


def _retype(site: Site, everything: list[Site], rng: random.Random) -> None:
    value = site.value
    options: list[Any] = [
        None,
        [value],
        {"": value},
        {"a": value},
        str(value)[:99],
        True,
        0,
    ]
    if isinstance(value, dict):
        options += [list(value.values()), list(value), {}]
    elif isinstance(value, list):
        options += [{str(number): inner for number, inner in enumerate(value)}, []]
    site.parent[site.key] = rng.choice(options)


def _text(site: Site, everything: list[Site], rng: random.Random) -> None:
    """A hostile text, where a text is now if possible."""
    texts = [other for other in everything if isinstance(other.value, str)] or [site]
    chosen = rng.choice(texts)
    text = rng.choice(TEXTS)
    if isinstance(chosen.value, str) and rng.random() < 0.4:
        text = rng.choice((chosen.value + text, text + chosen.value))
    chosen.parent[chosen.key] = text


def _prose(site: Site, everything: list[Site], rng: random.Random) -> None:
    """One hostile text wherever a description may say what it likes."""
    text = rng.choice([text for text in TEXTS if MARKER in text])
    for other in everything:
        if isinstance(other.value, str) and other.key in (
            "title",
            "description",
            "summary",
        ):
            other.parent[other.key] = text


def _number(site: Site, everything: list[Site], rng: random.Random) -> None:
    """A limit of a schema, or another number, that is extreme."""
    schema = rng.choice(_schemas(everything) or [site])
    if isinstance(schema.value, dict) and rng.random() < 0.7:
        for word in rng.sample(LIMITS, rng.choice((1, 2))):
            schema.value[word] = rng.choice(NUMBERS)
        if rng.random() < 0.5:
            schema.value["type"] = rng.choice(("integer", "number", "string", "array"))
    else:
        site.parent[site.key] = rng.choice(NUMBERS)


def _keyword(site: Site, everything: list[Site], rng: random.Random) -> None:
    mappings = [other for other in everything if isinstance(other.value, dict)]
    known = _schemas(everything) if rng.random() < 0.5 else mappings
    chosen = rng.choice(known or mappings or [site])
    if isinstance(chosen.value, dict):
        word = rng.choice(list(KEYWORDS))
        chosen.value[word] = _copied(rng.choice(KEYWORDS[word]))


def _reference(site: Site, everything: list[Site], rng: random.Random) -> None:
    """A reference to an ancestor, to any other place, or to nothing."""
    target: tuple[str | int, ...] = rng.choice(everything).pointer
    if rng.random() < 0.5:
        target = site.pointer[: rng.randrange(len(site.pointer) + 1)]
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in target)
    text = (
        "#"
        + "".join(f"/{part}" for part in parts)
        + rng.choice(("", "", "", "/x", "/0"))
    )
    reference = {
        "$ref": rng.choice((text, text, text, text[1:], "", "openapi.json" + text))
    }
    if isinstance(site.value, dict) and rng.random() < 0.3:
        site.value.update(reference)
    else:
        site.parent[site.key] = reference


def _circle(site: Site, everything: list[Site], rng: random.Random) -> None:
    """Schemas that contain each other through various keywords."""
    tree = everything[0].parent
    components = tree.setdefault("components", {})
    schemas = (
        components.setdefault("schemas", {}) if isinstance(components, dict) else None
    )
    if not isinstance(schemas, dict):
        return
    names = [f"Circle{number}" for number in range(rng.choice((1, 2, 3)))]
    for name, following in zip(names, [*names[1:], names[0]], strict=True):
        schemas[name] = _wrapped({"$ref": f"#/components/schemas/{following}"}, rng)
    schemas_in_use = _schemas(everything)
    if schemas_in_use:
        used = rng.choice(schemas_in_use)
        used.parent[used.key] = {"$ref": "#/components/schemas/Circle0"}


def _nest(site: Site, everything: list[Site], rng: random.Random) -> None:
    value = _copied(site.value)
    for _ in range(rng.choice((1, 2, 40, 120))):
        value = _wrapped(value, rng)
    site.parent[site.key] = value


def _wrapped(value: Any, rng: random.Random) -> Any:
    word = rng.choice(CHAINS)
    if word in ("allOf", "oneOf"):
        return {word: [value]}
    return {word: {"a": value}} if word == "properties" else {word: value}


def _widen(site: Site, everything: list[Site], rng: random.Random) -> None:
    """Many siblings of a value, some with names that collide."""
    count = rng.choice((5, 60))
    if isinstance(site.parent, list):
        site.parent.extend(_copied(site.value) for _ in range(count))
        return
    for number in range(count):
        site.parent[
            rng.choice((f"{site.key}{number}", f"{site.key}{' ' * number}"))
        ] = _copied(site.value)


def _path(site: Site, everything: list[Site], rng: random.Random) -> None:
    """A path template with many parameters, or an odd one."""
    paths = everything[0].parent.get("paths")
    if not isinstance(paths, dict) or not paths:
        return
    old = rng.choice(list(paths))
    names = [f"p{number}" for number in range(rng.choice((1, 3, 20)))]
    mark = rng.choice(("", "/", "-", ".", ";", ",", "~", "p"))
    item = paths.pop(old)
    paths["/" + mark.join(f"{{{name}}}" for name in names)] = item
    if isinstance(item, dict):
        schema = rng.choice(
            ({"type": "string"}, {"type": "array"}, {"type": "integer"}, {})
        )
        item["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": schema}
            for name in names
        ]


def _schemas(everything: list[Site]) -> list[Site]:
    words = ("type", "$ref", "properties", "allOf", "oneOf", "enum")
    return [
        site
        for site in everything
        if isinstance(site.value, dict) and any(word in site.value for word in words)
    ]


_MUTATIONS: tuple[Callable[[Site, list[Site], random.Random], None], ...] = (
    *(_delete, _duplicate, _rename, _rename, _swap, _transplant, _transplant, _retype),
    *(
        _text,
        _text,
        _text,
        _prose,
        _prose,
        _number,
        _number,
        _keyword,
        _keyword,
        _keyword,
        _reference,
    ),
    *(_reference, _circle, _nest, _widen, _path),
)
