"""Answers of an engagement: rows become entries, entries one matrix."""
