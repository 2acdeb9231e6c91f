"""Slide changes, slide images and the text on them."""
