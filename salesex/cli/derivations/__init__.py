"""What `explain` prints: lists of keys, and derivations in words, tables and sums."""
