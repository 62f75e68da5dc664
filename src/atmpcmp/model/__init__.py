"""What the files say: frozen models without reading or judging."""
