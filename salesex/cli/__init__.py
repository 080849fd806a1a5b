"""The command line: the only place for typer, rich, printing and exit codes."""
