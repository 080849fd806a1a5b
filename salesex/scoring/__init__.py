"""Scoring: from answers to blocks that may be shown, scores, types, stages, gaps and findings."""
