"""Charts: numbers in, one SVG out; one module a chart."""
