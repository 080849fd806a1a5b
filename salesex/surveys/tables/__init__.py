"""Tables as rows of text, what their columns are and what a cell says."""
