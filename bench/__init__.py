"""Measurements, as ratios within one run; never a timed assertion in a test."""
