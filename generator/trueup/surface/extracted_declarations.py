"""Extract models, enumerations, unions and aliases as public symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from .. import ir
from ..emit.naming import Symbols
from ..emit.representations import Representation
from ..graphs import reachable
from ..ir.traversal import (
    referenced_keys,
    response_types,
    types_in,
    without_null,
)
from ..json_values import Json
from ..pointers import lookup
from ..targets.client.classes import member_names
from .extracted_operations import (
    OperationExtraction,
    constant_type,
    default_text,
    differing,
    doc_digest,
)
from .public_symbols import (
    PublicAlias,
    PublicEnum,
    PublicModel,
    PublicProperty,
    PublicUnion,
)
from .public_types import OptionalType
from .value_limits import limits_at, limits_of


class DeclarationExtraction(Struct, frozen=True):
    """The declarations of an API as public symbols. `received` are those in responses,
    `declaring` the property or parameter that declares a type inline."""

    reader: OperationExtraction
    received: set[str]
    declaring: Mapping[str, str]

    @classmethod
    def create(cls, reader: OperationExtraction) -> DeclarationExtraction:
        return cls(
            reader, _received(reader.api), _declaring(reader.api, reader.symbols)
        )

    def models(self) -> Iterator[PublicModel]:
        for declared, name in self._of(Representation.STRUCT, Representation.OPEN):
            object_ = declared.type
            assert isinstance(object_, ir.Object)
            schema = self._schema(declared)
            own = {key: value for key, value in schema.items() if key not in _INNER}
            yield PublicModel(
                name,
                tuple(self._properties(declared.key, object_, schema)),
                None if object_.extra is None else self.reader.type(object_.extra),
                object_.closed,
                self._is_sent(declared),
                declared.key in self.received,
                declared.deprecated,
                limits_of(own, self.reader.api.schemas),
                doc_digest(declared.doc),
            )

    def enums(self) -> Iterator[PublicEnum]:
        for declared, name in self._of(Representation.ENUM):
            enum = declared.type
            assert isinstance(enum, ir.Enum)
            names = zip(member_names(enum), enum.members, strict=True)
            yield PublicEnum(
                name,
                tuple((str(constant), member.value) for constant, member in names),
                "" if declared.named else self.declaring.get(declared.key, ""),
                self._is_sent(declared),
                declared.key in self.received,
                declared.deprecated,
                doc_digest(declared.doc),
            )

    def unions(self) -> Iterator[PublicUnion]:
        for declared, name in self._of(Representation.UNION):
            type_ = without_null(declared.type)
            variants = type_.variants if isinstance(type_, ir.Union) else (type_,)
            tag = type_.discriminator if isinstance(type_, ir.Union) else None
            yield PublicUnion(
                name,
                tuple(map(self.reader.type, variants)),
                "" if tag is None else tag.name,
                () if tag is None else tag.mapping,
                self._is_sent(declared),
                declared.key in self.received,
            )

    def aliases(self) -> Iterator[PublicAlias]:
        for declared, name in self._of(Representation.ALIAS):
            yield PublicAlias(
                name,
                self.reader.type(declared.type),
                declared.named,
                self._is_sent(declared),
                declared.key in self.received,
                limits_at(declared.schema, self.reader.api.schemas),
            )

    def _of(self, *kinds: Representation) -> Iterator[tuple[ir.Declaration, str]]:
        symbols = self.reader.symbols
        for declared in self.reader.api.declarations:
            if symbols.representations[declared.key] in kinds:
                yield declared, str(symbols.classes[declared.key])

    def _is_sent(self, declared: ir.Declaration) -> bool:
        return declared.key in self.reader.symbols.sent

    def _schema(self, declared: ir.Declaration) -> dict[str, Json]:
        bundle = self.reader.api.schemas
        schema = None if declared.schema is None else lookup(declared.schema, bundle)
        return schema if isinstance(schema, dict) else {}

    def _properties(
        self, key: str, object_: ir.Object, schema: dict[str, Json]
    ) -> Iterator[PublicProperty]:
        listed = schema.get("properties")
        schemas = listed if isinstance(listed, dict) else {}
        names = self.reader.symbols.fields[key]
        for field, name in zip(object_.fields, names, strict=True):
            type_ = self.reader.type(field.type)
            if field.constant is not ir.ABSENT:
                type_ = constant_type(field.constant, type_)
            # The limits of a named type are in its declaration.
            is_named = isinstance(field.type, ir.Ref)
            own = None if is_named else schemas.get(field.name)
            yield PublicProperty(
                str(name),
                OptionalType(type_) if field.nullable else type_,
                differing(name, field.name),
                field.required,
                field.deprecated,
                default_text(field.default),
                limits_of(own, self.reader.api.schemas),
            )


_INNER = ("properties", "items")


def _received(api: ir.Api) -> set[str]:
    """The keys of the declarations in responses and webhooks."""
    types = [type_ for op in api.operations for type_, _ in response_types(op)]
    types += [type_ for w in api.webhooks for type_, _ in types_in(w.contents)]
    starts = (key for type_ in types for key in referenced_keys(type_))
    return reachable(
        starts, {d.key: [*referenced_keys(d.type)] for d in api.declarations}
    )


def _declaring(api: ir.Api, symbols: Symbols) -> dict[str, str]:
    """Key of a declaration → the first property or parameter with its type."""
    declaring: dict[str, str] = {}
    for declared in api.declarations:
        if isinstance(declared.type, ir.Object):
            names = symbols.fields[declared.key]
            for field, name in zip(declared.type.fields, names, strict=True):
                for key in referenced_keys(field.type):
                    text = f"models.{symbols.classes[declared.key]}.{name}"
                    declaring.setdefault(key, text)
    for group in symbols.groups:
        for names_of in group.operations:
            parameters = names_of.operation.parameters
            for parameter, known in zip(parameters, names_of.parameters, strict=True):
                for key in referenced_keys(parameter.type) if known else ():
                    text = f"{group.module}.{names_of.function}({known}=)"
                    declaring.setdefault(key, text)
    return declaring
