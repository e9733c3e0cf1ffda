"""Names, annotations and quoted text for the IR, shared by all Python targets.

| module | contents |
|---|---|
| `quoting` | literals, docstrings and comments of any text; `Code` |
| `identifiers` | identifiers of any text; scopes |
| `naming` | names of everything that an API declares |
| `error_classes` | one class per documented error status, and per set of headers |
| `operation_names`, `method_names`, … | names of methods |
| `pins` | names from the configuration |
| `representations` | classes, enumerations, unions and aliases for declarations |
| `annotations`, `annotation_expressions` | types as annotations; annotations made of others |
| `docstrings` | docstrings of operations and models |
| `imports` | the imports of a module |
| `module_split` | the maximum size of a module |
| `object_types` | types that allow undeclared properties |
| `runtime` | imports of the runtime |
"""
