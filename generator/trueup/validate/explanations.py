"""Explanations of the diagnostic codes of validation."""

EXPLANATIONS = {
    "invalid-description": """\
The description violates the OpenAPI Specification. This is an error that prevents generation if
the generated package would lack an operation, a parameter, a body, a response or a credential.
Otherwise it costs at most a type or a constraint, the intention is clear, or only documentation is
affected: it is a warning in the preset `minimal` and an error in the others.""",
}
