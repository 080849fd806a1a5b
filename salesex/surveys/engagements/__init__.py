"""Engagements: their settings, their rules, and the files a new one begins with."""
