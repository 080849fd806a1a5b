"""JSON Schemas, made from the tables that check the files."""
