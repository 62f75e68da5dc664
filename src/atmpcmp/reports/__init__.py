"""Results to text: render and never exit."""
