"""Attacks on stackfit's own readers: damaged repositories, and inputs found by a coverage-guided fuzzer."""
