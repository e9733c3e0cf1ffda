"""Apply Overlays (OpenAPI Overlay 1.0 and 1.1) to a description.

| module | contents |
|---|---|
| `overlay_schema`, `overlay_files` | the format of overlays; loading and validation |
| `json_queries`, `query_evaluation` | JSONPath queries (RFC 9535) |
| `overlay_budget` | limits on the work and on the size of the result |
| `overlaid_values` | a description under modification, with the source of each value |
| `overlay_actions` | the actions: update, copy, remove |
| `overlay_application` | `apply_overlays` |
"""

from .overlay_application import apply_overlays

__all__ = ["apply_overlays"]
