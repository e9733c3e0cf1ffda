"""What users call, by group."""
