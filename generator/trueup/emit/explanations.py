"""Explanations of the diagnostic codes of naming."""

EXPLANATIONS = {
    "name-clash": """\
Two things need the same Python name. It is given to the one with exactly that name in the
description, otherwise to the one with the shorter path or the earlier location; the message
shows the name of the other. Pin a name with `names` in the configuration.""",
    "unknown-name-override": """\
`names` in the configuration pins the name of something that does not exist in the description.
The key is a JSON pointer: `/components/schemas/Pet` (2.0: `/definitions/Pet`), a property
`/components/schemas/Pet/properties/id`, an operation `/paths/~1pets/get`, or a parameter
`/paths/~1pets/get/parameters/0`.""",
    "invalid-name-override": """\
A name pinned by `names` in the configuration is not an identifier, or is needed by something
that cannot be renamed.""",
}
