"""Technologies: which catalogue entries a component declares, imports, calls, or is started with."""

from stackfit.technology.detect import detect_technologies
from stackfit.technology.websocket import INDEX_WORDS, find_websocket_use

__all__ = ["INDEX_WORDS", "detect_technologies", "find_websocket_use"]
