"""Language server: diagnostics, explanations, fixes and references in an editor.

| module | contents |
|---|---|
| `server` | `create`: the server that handles an editor's requests |
| `published` | `Published`: the diagnostics of each open description, by file |
| `reference_targets` | the target of the `$ref` at a position |
| `positions` | conversion between columns and UTF-16 positions, paths and URIs |

Protocol: Language Server Protocol 3.17. Only `trueup lsp` imports this package, which needs
`pygls`.
"""
