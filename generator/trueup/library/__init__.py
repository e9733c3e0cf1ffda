"""The functions behind the command line, free of printing."""
