"""Questionnaires: what one says, and the rules of measurement it is checked by."""
