"""Many repositories at once: sources, workers that scan one repository each, results, and what they say together."""
