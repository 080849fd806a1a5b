"""What survey tools give out, as filled forms: columns become items, labels become values."""
