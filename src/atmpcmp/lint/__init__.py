"""What keeps rule files honest."""
