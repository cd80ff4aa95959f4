"""Tests of what `stackfit init` writes."""
