"""Text to data with positions, to models."""
