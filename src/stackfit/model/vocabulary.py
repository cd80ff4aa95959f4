"""The ids that data files, stages and outputs share, in the order of docs and outputs."""

from __future__ import annotations

CRITERIA = (
    "architecture",
    "performance",
    "error-handling",
    "syntax",
    "scalability",
    "extensibility",
    "libraries",
    "trending",
    "universality",
    "community",
    "apps",
)

WORKLOADS = (
    "machine-learning",
    "neural-networks",
    "data-science",
    "data-visualization",
    "image-processing",
    "voice-face-recognition",
    "iot",
    "collaboration",
    "chatbot",
    "messenger",
    "streaming",
    "single-page-app",
    "notifications",
    "web-api",
    "web-site",
    "task-queue",
    "cli-tool",
    "scraping-automation",
    "mobile-desktop-app",
)

CONCURRENCY = (
    "sync-wsgi",
    "asyncio",
    "trio",
    "threads",
    "multiprocessing",
    "gevent",
    "eventlet",
    "twisted",
    "tornado",
    "celery",
    "event-loop",
    "cluster",
    "worker-threads",
    "child-process",
    "pm2",
    "serverless",
)

# The scoring profiles that ship; the first one is the default.
SCORING_PROFILES = ("article", "current")

# The confidence from which a workload is said to apply to a component.
APPLIES = 0.5
