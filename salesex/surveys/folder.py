"""Names in the folder of an engagement."""

FILE = "engagement.yaml"
FOLDER = "responses"
NOT_SEARCHED = ("forms", "notes", "private", "reports", "results", "templates")
"""Folders beside `engagement.yaml` that hold nothing to check."""
TABLES = (".csv", ".tsv", ".xlsx")
YAML = (".yaml", ".yml")
OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
"""Spreadsheets that are not read and can be saved as one that is."""
