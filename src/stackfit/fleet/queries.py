"""The SQL behind the overview."""

from __future__ import annotations

REPOSITORIES = """
SELECT source, name, status, error_kind, error, commit, verdict, workload, runtimes, fit, components, lines,
  errors, warnings, infos FROM repositories
ORDER BY status = 'failed' DESC, list_position(['misfit', 'strained', 'fits', 'unknown'], verdict), errors DESC,
  warnings DESC, fit, source LIMIT ?
"""
WORST = """
SELECT code, any_value(name) AS name, severity, any_value(message ORDER BY source, path, line) AS message,
  count(DISTINCT source) AS repositories, count(*) AS findings,
  list(DISTINCT repository ORDER BY repository)[:5] AS named
FROM findings WHERE severity <> 'info' GROUP BY code, severity
ORDER BY severity = 'error' DESC, repositories DESC, findings DESC, code LIMIT ?
"""
ENDED = """
SELECT code, any_value(name) AS name, message, count(DISTINCT source) AS repositories,
  list(DISTINCT repository ORDER BY repository)[:5] AS named
FROM findings WHERE list_contains(?, code) GROUP BY code, message ORDER BY repositories DESC, code, message LIMIT ?
"""
ENDED_COUNTS = """
SELECT code, any_value(name) AS name, count(DISTINCT source) AS repositories, count(*) AS findings
FROM findings WHERE list_contains(?, code) GROUP BY code ORDER BY repositories DESC, code
"""
TECHNOLOGIES = """
SELECT any_value(name) AS name, category, count(DISTINCT source) AS repositories FROM technologies
WHERE production GROUP BY technology, category ORDER BY repositories DESC, technology LIMIT ?
"""
WORK = """
SELECT workload, runtime, count(*) AS components, avg(fit) AS fit,
  count(*) FILTER (verdict IN ('strained', 'misfit')) AS bad
FROM components WHERE role = 'production' AND fit IS NOT NULL AND workload <> 'unknown' GROUP BY workload, runtime
"""
CHANGE = """
WITH before AS (FROM all_repositories WHERE run = $run), now AS (FROM repositories)
SELECT coalesce(now.source, before.source) AS source, coalesce(now.name, before.name) AS name,
  before.verdict AS verdict_before, now.verdict AS verdict_now, before.fit AS fit_before, now.fit AS fit_now,
  before.source IS NULL AS added, now.source IS NULL AS gone, now.status AS status, before.status AS status_before,
  now.status = 'scanned' AS rescanned
FROM now FULL JOIN before ON now.source = before.source
"""
NEW_FINDINGS = """
WITH f AS (SELECT r.run, r.source, f.fingerprint, f.severity
  FROM all_repositories AS r JOIN all_findings AS f USING (result)
  WHERE r.run IN ($run, $last)),
 b AS (FROM f WHERE run = $run), n AS (FROM f WHERE run = $last),
 kept AS (SELECT source FROM all_repositories WHERE run = $run AND status <> 'failed' INTERSECT
  SELECT source FROM all_repositories WHERE run = $last AND status <> 'failed')
SELECT 'new' AS what, severity, count(*) AS findings FROM n ANTI JOIN b USING (source, fingerprint)
  WHERE source IN (FROM kept) GROUP BY severity
UNION ALL SELECT 'gone', severity, count(*) FROM b ANTI JOIN n USING (source, fingerprint)
  WHERE source IN (FROM kept) GROUP BY severity
"""


VERDICTS = "SELECT verdict, count(*) AS n FROM repositories WHERE status <> 'failed' GROUP BY verdict"
TOTALS = """
SELECT count(*) AS repositories, count(*) FILTER (status = 'failed') AS failed,
  count(*) FILTER (status = 'reused') AS reused, coalesce(sum(components), 0)::BIGINT AS components,
  coalesce(sum(lines), 0)::BIGINT AS lines, coalesce(sum(errors), 0)::BIGINT AS errors,
  coalesce(sum(warnings), 0)::BIGINT AS warnings, median(fit) AS fit FROM repositories
"""
