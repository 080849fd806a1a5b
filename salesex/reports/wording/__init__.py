"""Wording: sentences chosen from results by named rules, in German and English."""
