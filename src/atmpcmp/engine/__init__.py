"""Pure functions: models in, results out."""
