"""Realistic seasons of any size, with a plan that shows that they can be met (the witness)."""
