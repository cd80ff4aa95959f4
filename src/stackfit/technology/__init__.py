"""Technologies: which catalogue entries a component declares, imports, calls, or is started with."""

from stackfit.technology.detect import detect_technologies
from stackfit.technology.websocket import find_websocket_use, wanted_words

__all__ = ["detect_technologies", "find_websocket_use", "wanted_words"]
