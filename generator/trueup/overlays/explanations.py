"""Explanations of the diagnostic codes of overlays."""

EXPLANATIONS = {
    "invalid-overlay": """\
The file is not an Overlay of version 1.0 or 1.1: a field is missing or has a wrong type, or a
`target` or `copy` is not a JSONPath query of RFC 9535. In such a query, keys that are not plain
names are quoted, in brackets: `$.paths['/jobs'].get`. Nothing is generated until it is fixed.""",
    "overlay-conflict": """\
An action of an overlay cannot be applied: an object can be merged with an object only, an array
takes items, a primitive value (a string, a number, a boolean or null) can be replaced by a
primitive value only, and the root cannot be removed. `copy` must select exactly one value. To
replace an object or an array, remove it in one action and add it in the next.""",
    "overlay-extends-mismatch": """\
The `extends` of the overlay names another file than the description to which the overlay is
applied. It is applied nevertheless, since it was named for this description.""",
    "overlay-no-effect": """\
An action has neither `update` nor `copy` nor `remove: true`, or has one of the first two next to
`remove: true`, so it, or the field, has no effect.""",
    "overlay-nested-array": """\
In Overlay 1.0, `update` is one item to append to the array, so an array becomes an array within
the array. In Overlay 1.1, its items are appended.""",
    "overlay-primitive-target": """\
In Overlay 1.0, a `target` must select objects or arrays. Select the object that contains the
value, or declare `overlay: 1.1.0`, which allows primitive values. This is a warning where a
property is removed, which other tools do, too.""",
    "overlay-target-unmatched": """\
The `target` of an action selects nothing in the description, as it is after the actions before
it, so the action has no effect. The specification allows that, but the target is often
misspelled.""",
    "overlay-unknown-key": """\
The Overlay Specification does not define this key, so it is ignored. Keys of extensions start
with `x-`.""",
}
