"""Our formats of YAML files: tables of fields that read and check them."""
