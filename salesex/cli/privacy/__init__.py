"""What the commands of `salesex privacy` print and write."""
