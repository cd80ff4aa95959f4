"""`python -m stackfit`."""

from stackfit.cli import run

if __name__ == "__main__":
    run()
