"""What all Python targets share: from the IR to names, annotations and quoted text.

| module | holds |
|---|---|
| `quoting` | literals, docstrings and comments of any text; `Code` |
| `identifiers` | identifiers of any text; scopes |
| `naming` | a name for everything that an API declares |
| `error_classes` | one class per documented error status, and per set of headers |
| `operation_names`, `method_names`, … | how a method gets its name |
| `representations` | what a declaration becomes: a class, an enumeration, a union, an alias |
| `annotations` | types as annotations |
| `docstrings` | docstrings of operations and models |
| `imports` | the imports of a module |
| `module_split` | how much one module may hold |
| `object_types` | which types take properties that they do not name |

Nothing here knows OpenAPI or a template.
"""
