"""Valid descriptions made at random: schemas and operations that combine features.

Knows OpenAPI 3.1 and 3.2; knows nothing of what is generated.
"""

from __future__ import annotations

from random import Random
from typing import Any, TypeAlias

Json: TypeAlias = Any
Schema: TypeAlias = dict[str, Json]

NAMES = (
    "Pet",
    "pet",
    "PET",
    "Client",
    "None",
    "datetime",
    "models",
    "list",
    "dict",
    "str",
    "Any",
    "Literal",
    "Error",
    "Response",
    "type",
    "A-B",
    "A.B",
    "A_B",
    "1st",
    "Union",
    "Optional",
    "errors",
    "Model",
    "Decimal",
    "x" * 90,
)
MEMBERS = (
    "id",
    "self",
    "class",
    "type",
    "kind",
    "list",
    "dict",
    "str",
    "int",
    "None",
    "x-y",
    "x_y",
    "xY",
    "$ref",
    "@id",
    "a.b",
    "a[b]",
    "1",
    "",
    "datetime",
    "field",
    "models",
    "additional_properties",
    "é",
    "import",
    "Any",
    "copy",
    "body",
    "status",
    "headers",
)
TEXTS = ("", "a", "A", "a-b", "a b", "null", "true", "1", "é", '"', "\\", "None", "a.b")
FORMATS = ("date-time", "date", "time", "duration", "uuid", "byte", "uri", "email")
JSON_TYPES = ("string", "integer", "number", "boolean", "array", "object")


class Author:
    """Writes one description; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.names = self.random.sample(NAMES, self.random.randint(4, 14))

    def description(self) -> Json:
        schemas = {name: self.schema(0) for name in self.names}
        kinds = {name: self.tagged() for name in self.names if self.chance(0.2)}
        kinds |= self.animals()
        paths: Json = {}
        for index in range(self.random.randint(2, 8)):
            name, item = self.path(index)
            paths[name] = item
        return {
            "openapi": self.random.choice(("3.1.0", "3.2.0")),
            "info": {"title": "Random", "version": "1"},
            "paths": paths,
            "components": {
                "schemas": {**schemas, **kinds},
                "securitySchemes": {
                    "key": {"type": "apiKey", "in": "query", "name": "key"},
                    "token": {"type": "http", "scheme": "bearer"},
                },
            },
        }

    # ------------------------------------------------------------------ schemas

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def reference(self) -> Schema:
        name = self.random.choice(self.names)
        return {"$ref": f"#/components/schemas/{name}"}

    def schema(self, depth: int) -> Schema:
        makers = [self.scalar, self.scalar, self.values, self.object, self.object]
        if depth:
            makers += [self.reference, self.reference]
        if depth < 3:
            makers += [self.array, self.array, self.union, self.together, self.several]
        found = self.random.choice(makers)()
        if self.chance(0.1):
            found = {**found, "description": self.random.choice(TEXTS) or "Says."}
        if self.chance(0.1) and isinstance(found.get("type"), str):
            found = {**found, "type": [found["type"], "null"]}
            if "enum" in found:
                found["enum"] = [*found["enum"], None]
        return found

    def inner(self) -> Schema:
        return self.scalar() if self.chance(0.4) else self.schema(self._deeper())

    def _deeper(self) -> int:
        return self.random.randint(1, 4)

    def scalar(self) -> Schema:
        match self.random.randrange(6):
            case 0:
                return {"type": "string", "format": self.random.choice(FORMATS)}
            case 1:
                return {"type": "integer", "minimum": self.random.randint(-3, 3)}
            case 2:
                return {"type": "number", "multipleOf": self.random.choice((0.5, 1, 3))}
            case 3:
                return {"type": "boolean"}
            case 4:
                return {"type": "string", "maxLength": self.random.randint(1, 9)}
            case _:
                return {"type": "string", "default": "x"}

    def values(self) -> Schema:
        pool: list[Json] = [*TEXTS, 0, 1, -1, 1.5, True, False, None]
        match self.random.randrange(5):
            case 0:
                return {"type": "string", "enum": self.some(TEXTS)}
            case 1:
                return {"type": "integer", "enum": self.some((0, 1, 2, -1))}
            case 2:
                return {"const": self.random.choice(pool)}
            case 3:
                return {"enum": self.some(pool)}
            case _:
                return {"oneOf": [{"const": one} for one in self.some(TEXTS)]}

    def some(self, pool: Any) -> list[Json]:
        return self.random.sample(list(pool), self.random.randint(1, min(4, len(pool))))

    def object(self) -> Schema:
        names = self.random.sample(MEMBERS, self.random.randint(0, 6))
        found: Schema = {"type": "object"}
        if names:
            found["properties"] = {name: self.inner() for name in names}
            for member in found["properties"].values():
                if "$ref" not in member and self.chance(0.1):
                    member[self.random.choice(("readOnly", "writeOnly"))] = True
            if self.chance(0.5):
                found["required"] = names[: self.random.randint(1, len(names))]
        if self.chance(0.3):
            found["additionalProperties"] = self.random.choice(
                (False, True, self.inner())
            )
        if self.chance(0.1):
            found["patternProperties"] = {"^x-": self.inner()}
        return found

    def array(self) -> Schema:
        found: Schema = {"type": "array"}
        if self.chance(0.8):
            found["items"] = self.inner()
        if self.chance(0.25):
            found["prefixItems"] = [
                self.inner() for _ in range(self.random.randint(1, 3))
            ]
            if self.chance(0.6):
                found["items"] = False
                found["minItems"] = len(found["prefixItems"])
        return found

    def union(self) -> Schema:
        word = self.random.choice(("oneOf", "anyOf"))
        variants = [self.inner() for _ in range(self.random.randint(1, 4))]
        if self.chance(0.3):
            variants.append({"type": "null"})
        return {word: variants}

    def together(self) -> Schema:
        parts = [self.reference() if self.chance(0.5) else self.object()]
        parts += [self.object() for _ in range(self.random.randint(0, 2))]
        found: Schema = {"allOf": parts}
        return found | (self.object() if self.chance(0.3) else {})

    def several(self) -> Schema:
        types = self.some((*JSON_TYPES, "null"))
        found: Schema = {"type": types}
        if "array" in types and self.chance(0.5):
            found["items"] = self.inner()
        if "object" in types and self.chance(0.5):
            found["properties"] = {"a": self.inner()}
        return found

    def tagged(self) -> Schema:
        """A union of inline objects that a member tells apart."""
        kinds = self.some(("cat", "dog", "1", "None"))
        variants = [
            {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": kind}, "v": self.inner()},
            }
            for kind in kinds
        ]
        return {"oneOf": variants}

    def animals(self) -> dict[str, Schema]:
        """A union of schemas with names, which inherit, distinguished by a mapping."""
        base: Schema = {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string"}, "next": self.reference()},
        }
        found: dict[str, Schema] = {"Animal": base}
        for name in ("Cat", "Dog"):
            own = self.object()
            own.get("properties", {}).pop("kind", None)
            own.pop("additionalProperties", None)
            own["required"] = [n for n in own.get("required", []) if n != "kind"]
            found[name] = {"allOf": [{"$ref": "#/components/schemas/Animal"}, own]}
        refs = [{"$ref": f"#/components/schemas/{name}"} for name in ("Cat", "Dog")]
        mapping = {"c": "Cat", "d": "#/components/schemas/Dog"}
        told: Schema = {"propertyName": "kind"}
        if self.chance(0.7):
            told["mapping"] = mapping
        found["Zoo"] = {"oneOf": refs, "discriminator": told}
        self.names += ["Zoo", "Cat"]
        return found

    # --------------------------------------------------------------- operations

    def path(self, index: int) -> tuple[str, Json]:
        parameters = [self.parameter(n) for n in range(self.random.randint(0, 4))]
        seen = {(one["in"], one["name"]): one for one in parameters}
        inside = [f"{{{name}}}" for place, name in seen if place == "path"]
        item: Json = {}
        for method in self.some(("get", "put", "post", "delete", "patch")):
            item[method] = self.operation(index, method, list(seen.values()))
        return "/".join(["", f"p{index}", *inside]), item

    def parameter(self, index: int) -> Json:
        place = self.random.choice(("path", "query", "query", "header", "cookie"))
        name = f"p{index}" if place == "path" else self.random.choice(MEMBERS) or "e"
        if place != "query":
            name = "".join(char for char in name if char.isascii() and char.isalnum())
        styles = {
            "path": ("simple", "label", "matrix"),
            "query": ("form", "form", "spaceDelimited", "pipeDelimited", "deepObject"),
            "header": ("simple",),
            "cookie": ("form",),
        }
        style = self.random.choice(styles[place])
        found: Json = {"name": name or "x", "in": place, "style": style}
        found["required"] = place == "path" or self.chance(0.4)
        if style == "deepObject":
            members = {"a": self.scalar(), "b": self.scalar()}
            return found | {"schema": {"type": "object", "properties": members}}
        if style in ("spaceDelimited", "pipeDelimited"):
            items = {"type": "array", "items": self.scalar()}
            return found | {"schema": items, "explode": False}
        if self.chance(0.15):
            del found["style"]
            return found | {"content": {"application/json": {"schema": self.inner()}}}
        if self.chance(0.3):
            found["explode"] = self.chance(0.5)
            return found | {"schema": {"type": "array", "items": self.scalar()}}
        return found | {"schema": self.scalar() if self.chance(0.7) else self.values()}

    def operation(self, index: int, method: str, parameters: list[Json]) -> Json:
        found: Json = {"parameters": parameters, "responses": self.responses()}
        if self.chance(0.7):
            found["operationId"] = f"{self.random.choice(MEMBERS)}-{method}-{index}"
        if self.chance(0.4):
            found["security"] = self.random.choice(
                ([{"key": []}], [{"key": []}, {}], [{"key": [], "token": []}])
            )
        if self.chance(0.5):
            found["tags"] = self.some(("pets", "None", "models", "Client", "a b"))
        if method in ("put", "post", "patch") and self.chance(0.7):
            found["requestBody"] = {
                "required": self.chance(0.5),
                "content": self.content(),
            }
        return found

    def content(self) -> Json:
        media_types = self.some(
            (
                "application/json",
                "application/json",
                "application/vnd.api+json",
                "text/plain",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/xml",
                "application/x-ndjson",
                "application/stream+json",
                "application/jsonl",
                "text/event-stream",
            )
        )
        found: Json = {}
        for media_type in media_types[:2]:
            schema = self.inner()
            if "form" in media_type:
                schema = self.object()
            elif not media_type.endswith(("json", "jsonl", "event-stream")):
                schema = {"type": "string"}
            found[media_type] = {"schema": schema}
        return found

    def responses(self) -> Json:
        found: Json = {}
        for status in self.some(("200", "201", "204", "400", "404", "4XX", "default")):
            found[status] = {"description": "Says."}
            if status != "204" and self.chance(0.8):
                found[status]["content"] = self.content()
            if self.chance(0.2):
                items = {"type": "array", "items": self.scalar()}
                found[status]["headers"] = {
                    "X-Count": {"schema": self.scalar()},
                    "X-List": {"schema": items, "required": self.chance(0.5)},
                }
        return found
