"""Explanations of the diagnostic codes of validation."""

EXPLANATIONS = {
    "invalid-description": """\
The description violates the OpenAPI Specification. This is an error if the generated package
would lack an operation, a parameter, a body, a response or a credential. It is a warning if it
costs at most a type or a constraint, if the intention is clear, or if only documentation is
affected.""",
}
