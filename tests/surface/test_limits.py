"""The work to compare two surfaces is bounded: anybody may write the file of one."""

from __future__ import annotations

import pytest

from trueup.surface import (
    Surface,
    compare_surfaces,
    renames,
    type_names,
    type_relations,
)
from trueup.surface.caller_changes import DiscriminatorChanged, VariantGained
from trueup.surface.public_symbols import (
    PublicAlias,
    PublicModel,
    PublicProperty,
    PublicUnion,
)
from trueup.surface.public_types import (
    AnyOfType,
    ConstantsType,
    ListType,
    NamedType,
    OptionalType,
    PublicType,
    TupleType,
    type_text,
)
from trueup.surface.type_names import TypeNames
from trueup.surface.type_relations import Budget, TypeComparison


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The steps of comparisons."""
    counted: list[int] = []
    spend = Budget.spend

    def count(self: Budget, steps: int = 1) -> bool:
        counted.append(steps)
        return spend(self, steps)

    monkeypatch.setattr(Budget, "spend", count)
    return counted


def surface(
    *,
    unions: tuple[PublicUnion, ...] = (),
    aliases: tuple[PublicAlias, ...] = (),
    models: tuple[PublicModel, ...] = (),
) -> Surface:
    return Surface(1, "1", unions=unions, aliases=aliases, models=models)


def test_variant_is_not_printed_for_each_value_of_the_discriminator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed: list[PublicType] = []

    def counted(type_: PublicType) -> str:
        printed.append(type_)
        return type_text(type_)

    monkeypatch.setattr(type_names, "type_text", counted)
    variants = (AnyOfType((NamedType("A"), NamedType("B"))),)
    mapping = tuple((f"v{number}", 0) for number in range(50))
    old = surface(unions=(PublicUnion("U", variants, "kind", mapping),))
    new = surface(unions=(PublicUnion("U", variants, "kind", mapping[1:]),))
    changes = compare_surfaces(old, new).changes
    assert any(isinstance(change, DiscriminatorChanged) for change in changes)
    assert len(printed) <= 2


def test_annotation_of_nested_aliases_is_bounded() -> None:
    aliases = [
        PublicAlias(f"A{n}", TupleType((NamedType(f"A{n + 1}"),) * 2), False)
        for n in range(60)
    ]
    recursive = PublicAlias("B", ListType(NamedType("B")), False)
    names = TypeNames.of(surface(aliases=(*aliases, recursive)))
    for name in ("A0", "B"):
        assert len(names.annotation(NamedType(name))) < 5_000


def test_classes_with_other_names_are_not_compared_in_pairs(steps: list[int]) -> None:
    old = PublicUnion("U", tuple(NamedType(f"A{number}") for number in range(300)))
    new = PublicUnion("U", tuple(NamedType(f"B{number}") for number in range(300)))
    changes = compare_surfaces(surface(unions=(old,)), surface(unions=(new,))).changes
    assert len(changes) == 600 and sum(steps) < 10_000


@pytest.mark.parametrize("kind", ["aliases", "lists", "constants"])
def test_steps_are_bounded(
    kind: str, steps: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_relations, "MAX_STEPS", 5_000)
    numbers = range(200)
    if kind == "aliases":
        types = [OptionalType(NamedType(f"A{number + 1}")) for number in numbers]
        aliases = tuple(PublicAlias(f"A{n}", types[n], True) for n in numbers)
        named = [PublicProperty(f"p{n}", NamedType(f"A{n}")) for n in numbers]
        wider = [
            PublicProperty(f"p{n}", OptionalType(NamedType(f"A{n}"))) for n in numbers
        ]
        old = surface(aliases=aliases, models=(PublicModel("M", tuple(named)),))
        new = surface(aliases=aliases, models=(PublicModel("M", tuple(wider)),))
    elif kind == "lists":
        a, b = (tuple(ListType(NamedType(f"{c}{n}")) for n in numbers) for c in "AB")
        old, new = (surface(unions=(PublicUnion("U", v),)) for v in (a, b))
    else:
        constants = ConstantsType(tuple(range(2_000)))
        properties = tuple(PublicProperty(f"p{n}", constants) for n in numbers)
        others = tuple(
            PublicProperty(f"p{n}", AnyOfType((ListType(NamedType(f"{n}")), constants)))
            for n in numbers
        )
        old, new = (
            surface(models=(PublicModel("M", p),)) for p in (properties, others)
        )
    compare_surfaces(old, new)
    # Beyond the limit, each of the types takes a few.
    assert 5_000 < sum(steps) < 15_000


def test_equal_types_are_the_same_beyond_the_limit() -> None:
    names = TypeNames.of(surface())
    comparison = TypeComparison(names, names, budget=Budget(0))
    list_ = ListType(NamedType("A"))
    same, changed = (
        type_relations.TypeRelation.SAME,
        type_relations.TypeRelation.CHANGED,
    )
    assert comparison.relation(list_, list_) is same
    assert comparison.relation(list_, NamedType("A")) is changed


def test_equal_variants_are_the_same_beyond_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type_relations, "MAX_STEPS", 0)
    variants = tuple(ListType(NamedType(f"A{number}")) for number in range(3))
    old, new = (
        surface(unions=(PublicUnion("U", v),)) for v in (variants[:2], variants)
    )
    (change,) = compare_surfaces(old, new).changes
    assert isinstance(change, VariantGained) and change.variant == "list[models.A2]"


def test_variants_that_are_aliases_are_compared_by_their_types() -> None:
    alias = PublicAlias("A", NamedType("B"), False)
    other = PublicAlias("A", NamedType("C"), False)
    unions = (PublicUnion("U", (NamedType("A"),)),)
    models = (PublicModel("B", ()), PublicModel("C", ()))
    old = surface(unions=unions, aliases=(alias,), models=models)
    new = surface(unions=unions, aliases=(other,), models=models)
    assert len(compare_surfaces(old, new).changes) == 2


def test_content_of_a_symbol_is_collected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[str] = []
    content = renames._content

    def counted(symbol: PublicModel) -> object:
        collected.append(symbol.name)
        return content(symbol)

    monkeypatch.setattr(renames, "_content", counted)
    numbers = range(50)
    fields = tuple(PublicProperty(f"f{number}", NamedType("X")) for number in numbers)
    gone = PublicModel("Gone", fields)
    fresh = [
        PublicModel(f"F{n}", (PublicProperty(f"{n}", NamedType("X")),)) for n in numbers
    ]
    before = tuple(PublicProperty(f"p{n}", NamedType("Gone")) for n in numbers)
    after = tuple(PublicProperty(f"p{n}", NamedType(f"F{n}")) for n in numbers)
    old = surface(models=(gone, PublicModel("M", before)))
    new = surface(models=(*fresh, PublicModel("M", after)))
    compare_surfaces(old, new)
    assert sorted(collected) == sorted(["Gone", *(model.name for model in fresh)])
