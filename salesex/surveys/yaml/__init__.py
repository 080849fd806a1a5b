"""YAML files as trees of nodes, and what to say where they are none."""
