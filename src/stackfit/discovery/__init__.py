"""Stage 1: which files a repository holds, what each is for, and why some are not read."""
