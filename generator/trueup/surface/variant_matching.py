"""Match the variants of two unions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from .public_types import PublicType
from .type_relations import TypeComparison, TypeRelation


def unmatched_variants(
    variants: Sequence[PublicType],
    candidates: Sequence[PublicType],
    types: TypeComparison,
    *,
    is_old: bool,
) -> Iterator[PublicType]:
    """The variants, old ones if `is_old`, that are the same as none of `candidates`."""
    own, opposite = (types.old, types.new) if is_old else (types.new, types.old)
    by_name = {opposite.in_new_names(candidate): candidate for candidate in candidates}
    # Two classes with different names are never the same.
    unions = [candidate for candidate in candidates if not opposite.is_class(candidate)]
    for variant in dict.fromkeys(variants):
        namesake = by_name.get(own.in_new_names(variant))
        possible = unions if own.is_class(variant) else candidates
        first = () if namesake is None else (namesake,)
        for candidate in chain(first, possible):
            if types.budget.is_spent:
                if namesake is None:
                    yield variant
                break
            pair = (variant, candidate) if is_old else (candidate, variant)
            if types.relation(*pair) is TypeRelation.SAME:
                break
        else:
            yield variant
