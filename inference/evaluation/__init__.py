"""Figures: how well and how fast the engines work, beside a baseline."""
