"""Chapters: one module a chapter, from results to what its template shows."""
