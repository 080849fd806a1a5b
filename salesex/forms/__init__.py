"""Forms: what is asked, on a phone, in a spreadsheet, on paper, in survey tools; and reading them back."""
