"""What belongs to one person, taken out of tables and workbooks."""
