"""`privacy`: what personal data lies where, records of it for others, and how it is deleted."""
