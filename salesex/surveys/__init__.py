"""Reading: questionnaires, engagements and responses, every problem with its place."""
