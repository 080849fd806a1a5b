"""Names in the folder of an engagement."""

FILE = "engagement.yaml"
FOLDER = "responses"
MAPS = "maps"
"""Folder with what people say about the columns of exports."""
NOT_SEARCHED = ("forms", "notes", "private", "reports", "results", "templates")
"""Folders beside `engagement.yaml` that hold nothing to check."""
TABLES = (".csv", ".tsv", ".xlsx")
INSTALLED = ("node_modules", "site-packages")
ENVIRONMENT = "pyvenv.cfg"
"""Folders of that name, and those that hold that file, have what others made and installed."""
YAML = (".yaml", ".yml")
OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
"""Spreadsheets that are not read and can be saved as one that is."""
