"""Rules of the user's own, written as data (`extend-rules`)."""

from stackfit.rules.user.reading import read_user_rules
from stackfit.rules.user.rule import Example, UserRule

__all__ = ["Example", "UserRule", "read_user_rules"]
