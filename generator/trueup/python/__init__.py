"""What the targets share once Python is known: names, annotations, expressions.

`symbols` gives every declaration, group, operation and error its name; `annotations`
turns a type of the IR into a type of Python; `expressions` writes the bodies, replies
and parameters of an operation. Nothing here knows OpenAPI or a template.
"""
