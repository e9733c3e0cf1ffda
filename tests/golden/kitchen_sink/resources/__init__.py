"""Resources of the clients, one module per group."""
