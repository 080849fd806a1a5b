"""What came back, against what is stored."""
