"""The values that pass between the stages: frozen, typed, and free of any I/O."""
