"""Ways to write issues down: one module each, all with the same facts."""
