"""Valid descriptions made at random, in the words of OpenAPI 3.0 and of Swagger 2.0.

Knows nothing of what is generated.
"""

from __future__ import annotations

from .descriptions import FORMATS, MEMBERS, TEXTS, Author, Json, Schema

_PLAIN = ("title", "description", "xml", "externalDocs")


class AuthorOf30(Author):
    """Writes OpenAPI 3.0: `nullable`, bounds that are flags, no `const`."""

    components = "#/components/schemas/"
    nullable = "nullable"

    def description(self) -> Json:
        return {
            "openapi": "3.0.3",
            "info": {"title": "Random", "version": "1"},
            "servers": [
                {
                    "url": "https://{host}.example.com/{version}",
                    "variables": {
                        "host": {"default": "a", "enum": ["a", "b"]},
                        "version": {"default": "v1"},
                    },
                }
            ],
            "components": {
                "schemas": self._schemas(),
                "securitySchemes": {
                    "key": {
                        "type": "apiKey",
                        "in": self.random.choice(("query", "header", "cookie")),
                        "name": "key",
                    },
                    "token": {"type": "http", "scheme": "bearer"},
                },
            },
            "paths": self._paths(),
        }

    def _schemas(self) -> dict[str, Schema]:
        schemas = {name: self.schema(0) for name in self.names}
        return schemas | self.animals()

    def _paths(self) -> Json:
        return dict(self.path(index) for index in range(self.random.randint(2, 8)))

    def reference(self) -> Schema:
        return {"$ref": self.components + self.random.choice(self.names)}

    def schema(self, depth: int) -> Schema:
        makers = [self.scalar, self.scalar, self.values, self.object, self.object]
        if depth:
            makers += [self.reference, self.reference]
        if depth < 3:
            makers += [self.array, self.array, self.together, *self.unions()]
        found = self.random.choice(makers)()
        if "$ref" in found:
            return found
        if self.chance(0.15):
            found = {**found, self.nullable: True}
        if self.chance(0.1):
            remark = self.random.choice(TEXTS) or "Says."
            found = {**found, "description": remark, "title": "T"}
        if self.chance(0.05):
            found = {**found, "externalDocs": {"url": "https://example.com"}}
        return found

    def unions(self) -> list[Json]:
        return [self.union]

    def scalar(self) -> Schema:
        match self.random.randrange(7):
            case 0:
                return {"type": "string", "format": self.random.choice(FORMATS)}
            case 1:
                return {
                    "type": "integer",
                    "format": self.random.choice(("int32", "int64")),
                    "minimum": self.random.randint(-3, 3),
                    "exclusiveMinimum": self.chance(0.5),
                }
            case 2:
                return {
                    "type": "number",
                    "format": self.random.choice(("double", "float", "decimal")),
                    "maximum": 9,
                    "exclusiveMaximum": True,
                }
            case 3:
                return {"type": "boolean", "default": self.chance(0.5)}
            case 4:
                return {"type": "string", "maxLength": 9, "pattern": "^[a-z]*$"}
            case 5:
                return {"type": "string", "format": "password"}
            case _:
                return {"type": "string", "default": "x"}

    def values(self) -> Schema:
        match self.random.randrange(4):
            case 0:
                return {"type": "string", "enum": self.some(TEXTS)}
            case 1:
                return {"type": "integer", "enum": self.some((0, 1, 2, -1))}
            case 2:
                return {"type": "number", "enum": self.some((0, 1.5, 2, -1))}
            case _:
                return {"enum": self.some([*TEXTS, 0, 1, True])}

    def array(self) -> Schema:
        found: Schema = {"type": "array", "items": self.inner()}
        if self.chance(0.2):
            found |= {"minItems": 1, "maxItems": 3, "uniqueItems": True}
        return found

    def object(self) -> Schema:
        found = super().object()
        found.pop("patternProperties", None)
        return found

    def union(self) -> Schema:
        word = self.random.choice(("oneOf", "anyOf"))
        return {word: [self.inner() for _ in range(self.random.randint(1, 4))]}

    def animals(self) -> dict[str, Schema]:
        """Schemas that inherit from one with a discriminator."""
        base: Schema = {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string"}, "next": self.reference()},
            "discriminator": self.discriminator(),
        }
        found: dict[str, Schema] = {"Animal": base}
        for name in ("Cat", "Dog"):
            own = self.object()
            own.get("properties", {}).pop("kind", None)
            own.pop("additionalProperties", None)
            required = [n for n in own.pop("required", []) if n != "kind"]
            if required:
                own["required"] = required
            found[name] = {"allOf": [{"$ref": f"{self.components}Animal"}, own]}
        self.names += ["Animal", "Cat"]
        return found

    def discriminator(self) -> Json:
        told: Schema = {"propertyName": "kind"}
        if self.chance(0.6):
            told["mapping"] = {"c": "Cat", "d": f"{self.components}Dog"}
        return told

    def content(self) -> Json:
        found = super().content()
        for media_type, content in found.items():
            schema = content["schema"]
            if media_type in ("text/plain", "application/octet-stream"):
                if self.chance(0.5):
                    schema["format"] = "binary"
            if "form" in media_type:
                is_multipart = media_type.startswith("multipart/")
                content["encoding"] = {
                    name: self.encoding(is_multipart)
                    for name in schema.get("properties", {})
                    if self.chance(0.3)
                }
        return found

    def encoding(self, is_multipart: bool) -> Json:
        if self.chance(0.5):
            return {"contentType": "application/json"}
        if is_multipart:
            return {"headers": {"X-Part": {"schema": {"type": "string"}}}}
        return {"style": "form", "explode": self.chance(0.5)}


class AuthorOf20(AuthorOf30):
    """Writes Swagger 2.0: `body`, `formData`, collection formats, `produces`."""

    components = "#/definitions/"
    nullable = "x-nullable"

    def description(self) -> Json:
        return {
            "swagger": "2.0",
            "info": {"title": "Random", "version": "1"},
            "host": "example.com",
            "basePath": self.random.choice(("/", "/v1", "/v1/")),
            "schemes": ["https"],
            "consumes": self.some(("application/json", "application/xml")),
            "produces": self.some(("application/json", "text/plain", "*/*")),
            "definitions": self._schemas(),
            "parameters": {
                "Shared": {"name": "shared", "in": "query", "type": "string"}
            },
            "responses": {"Gone": {"description": "gone", "schema": self.reference()}},
            "securityDefinitions": {
                "key": {
                    "type": "apiKey",
                    "in": self.random.choice(("query", "header")),
                    "name": "key",
                },
                "token": {
                    "type": "oauth2",
                    "flow": "accessCode",
                    "authorizationUrl": "https://example.com/a",
                    "tokenUrl": "https://example.com/t",
                    "scopes": {"a": "b"},
                },
            },
            "paths": self._paths(),
        }

    def unions(self) -> list[Json]:
        return []

    def discriminator(self) -> Json:
        return "kind"

    def object(self) -> Schema:
        found = super().object()
        for member in found.get("properties", {}).values():
            member.pop("writeOnly", None)
        return found

    def item(self) -> Schema:
        """What a parameter or a header may hold: nothing with a structure."""
        enumerations: list[Schema] = [
            {"type": "string", "enum": ["a", "b"]},
            {"type": "integer", "enum": [1, 2]},
        ]
        made = self.scalar() if self.chance(0.7) else self.random.choice(enumerations)
        found = {word: value for word, value in made.items() if word not in _PLAIN}
        if self.chance(0.3):
            format_ = self.random.choice(("csv", "ssv", "pipes", "tsv"))
            return {"type": "array", "items": found, "collectionFormat": format_}
        return found

    def parameter(self, index: int) -> Json:
        place = self.random.choice(("path", "query", "query", "header"))
        name = f"p{index}" if place == "path" else self.random.choice(MEMBERS) or "e"
        if place != "query":
            name = "".join(char for char in name if char.isascii() and char.isalnum())
        required = place == "path" or self.chance(0.4)
        return {"name": name or "x", "in": place, "required": required, **self.item()}

    def operation(self, index: int, method: str, parameters: list[Json]) -> Json:
        found = super().operation(index, method, parameters)
        found.pop("requestBody", None)
        listed = [*found["parameters"]]
        if self.chance(0.2):
            listed.append({"$ref": "#/parameters/Shared"})
        if method in ("put", "post", "patch"):
            listed += self.body(found)
        if self.chance(0.2):
            kinds = ("application/json", "text/csv", "application/octet-stream", "*/*")
            found["produces"] = self.some(kinds)
        return {**found, "parameters": listed}

    def body(self, operation: Json) -> list[Json]:
        match self.random.randrange(4):
            case 0:
                schema = self.schema(1)
                return [{"name": "body", "in": "body", "schema": schema}]
            case 1:
                operation["consumes"] = ["application/x-www-form-urlencoded"]
                return self.members()
            case 2:
                operation["consumes"] = ["multipart/form-data"]
                file = {"name": "upload", "in": "formData", "type": "file"}
                return [*self.members(), file]
            case _:
                return []

    def members(self) -> list[Json]:
        names = self.random.sample([name for name in MEMBERS if name], 3)
        return [
            {
                "name": name,
                "in": "formData",
                "required": self.chance(0.5),
                **self.item(),
            }
            for name in names
        ]

    def responses(self) -> Json:
        found: Json = {}
        for status, response in super().responses().items():
            response.pop("content", None)
            if status != "204" and self.chance(0.7):
                is_file = self.chance(0.1)
                response["schema"] = {"type": "file"} if is_file else self.schema(1)
            if "headers" in response:
                response["headers"] = {"X-Count": self.item(), "X-List": self.item()}
            found["500" if status == "4XX" else status] = response
        if self.chance(0.2):
            found["410"] = {"$ref": "#/responses/Gone"}
        return found
