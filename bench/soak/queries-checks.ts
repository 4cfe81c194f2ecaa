import type pg from 'pg';

/** Steps that the clock takes by itself, one entry a rung of a leg. */
const clockSteps = ['nearly_due', 'overdue', 'escalated', 'offer_lapsed', 'pause_ended', 'auto_close'];

export type Found = { id: string; number: string; opened: number };

/** The matters of these ids, and how often each says that it was opened. */
export async function findMatters(db: pg.Client, ids: readonly string[]): Promise<Map<string, Found>> {
  const { rows } = await db.query<Found>(
    `SELECT m.id, m.number, (SELECT count(*)::int FROM matters.entry e WHERE e.district = m.district AND e.matter = m.id AND e.seq = 1) AS opened FROM matters.matter m WHERE m.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** How often each step stands in the timelines of these matters. */
export async function findSteps(db: pg.Client, ids: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const { rows } = await db.query<{ matter: string; step: string; n: number }>(
    `SELECT e.matter, e.step, count(*)::int AS n FROM matters.entry e WHERE e.matter = ANY($1::uuid[]) GROUP BY 1, 2`,
    [ids],
  );
  const found = new Map<string, Map<string, number>>();
  for (const { matter, step, n } of rows) found.set(matter, (found.get(matter) ?? new Map<string, number>()).set(step, n));
  return found;
}

/** Entries of the clock, by step; and those that say the very same of the same leg twice: a timer that fired twice. */
export async function clockEntries(db: pg.Client): Promise<{ counts: Map<string, number>; twice: { matter: string; step: string; n: number }[] }> {
  const { rows: counts } = await db.query<{ step: string; n: number }>(
    `SELECT e.step, count(*)::int AS n FROM matters.entry e WHERE e.step = ANY($1) AND e.body #>> '{actor,kind}' = 'system' GROUP BY 1 ORDER BY 1`,
    [clockSteps],
  );
  const { rows: twice } = await db.query<{ matter: string; step: string; n: number }>(
    `SELECT e.matter, e.step, count(*)::int AS n FROM matters.entry e WHERE e.step = ANY($1) AND e.body #>> '{actor,kind}' = 'system'
     GROUP BY e.district, e.matter, e.step, e.body ->> 'facts' HAVING count(*) > 1 LIMIT 50`,
    [clockSteps],
  );
  return { counts: new Map(counts.map(({ step, n }) => [step, n])), twice };
}

export type NoticeSums = { notices: number; sent: number; sandbox: number; again: number; waiting: number; states: Record<string, number> };

/** What was told: the sandbox counts every token it took; `again` were tried more than once (a process died between claim and record). */
export async function noticeSums(db: pg.Client): Promise<NoticeSums> {
  const { rows } =
    await db.query<NoticeSums>(`SELECT (SELECT count(*)::int FROM notices.notice) AS notices, (SELECT count(*)::int FROM notices.delivery WHERE state = 'sent') AS sent,
    (SELECT count(*)::int FROM notices.sandbox) AS sandbox, (SELECT count(*)::int FROM notices.delivery WHERE attempts > 1) AS again,
    (SELECT count(*)::int FROM notices.delivery WHERE state IN ('queued', 'sending')) AS waiting,
    (SELECT coalesce(jsonb_object_agg(k, n), '{}') FROM (SELECT channel || ' ' || state AS k, count(*)::int AS n FROM notices.delivery GROUP BY 1) s) AS states`);
  return rows[0]!;
}

/** Told twice: by key and recipient over what the sandbox took, by key and recipient in the inbox, and messages without a delivery that says they went out. */
export async function toldTwice(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ what: string }>(`
    SELECT 'sent ' || count(*) || ' times by ' || d.channel || ': ' || n.key AS what FROM notices.sandbox s JOIN notices.delivery d ON d.id = s.token JOIN notices.notice n ON n.district = d.district AND n.id = d.notice
      GROUP BY n.district, n.recipient, n.key, d.channel HAVING count(*) > 1
    UNION ALL SELECT 'in the inbox ' || count(*) || ' times: ' || n.key FROM notices.notice n GROUP BY n.district, n.recipient, n.key HAVING count(*) > 1
    UNION ALL SELECT 'the sandbox took ' || s.token || ' and no delivery says it was sent' FROM notices.sandbox s LEFT JOIN notices.delivery d ON d.id = s.token WHERE d.state IS DISTINCT FROM 'sent' AND d.state IS DISTINCT FROM 'sending'
    UNION ALL SELECT 'delivery ' || d.id || ' says sent and the sandbox never took it' FROM notices.delivery d LEFT JOIN notices.sandbox s ON s.token = d.id WHERE d.state = 'sent' AND s.token IS NULL LIMIT 50`);
  return rows.map(({ what }) => what);
}

/** What the worker still has to do: events, due timers, figures to fold, notices whose moment has come or whose claim has not lapsed, events that failed. */
export async function left(db: pg.Client): Promise<Record<string, number>> {
  const { rows } = await db.query<
    Record<string, number>
  >(`SELECT (SELECT count(*)::int FROM kernel.event) AS events, (SELECT count(*)::int FROM kernel.event_retry) AS retries,
    (SELECT count(*)::int FROM kernel.timer WHERE due_at <= now()) AS timers, (SELECT count(*)::int FROM figures.delta) AS figures,
    (SELECT count(*)::int FROM notices.delivery WHERE state = 'sending' OR (state = 'queued' AND next_at <= now())) AS notices`);
  return rows[0]!;
}

/** Rows of supports, comments and calls that were acknowledged, counted once each. */
export async function besides(
  db: pg.Client,
  given: { meToos: readonly { matter: string; by: string }[]; comments: readonly { id: string }[]; calls: readonly string[] },
): Promise<{ meToos: number; comments: number; calls: number }> {
  const { rows } = await db.query<{ meToos: number; comments: number; calls: number }>(
    `SELECT (SELECT count(*)::int FROM unnest($1::uuid[], $2::uuid[]) g(m, p) JOIN cases.support s ON s.matter = g.m AND s.supporter = g.p) AS "meToos",
      (SELECT count(*)::int FROM publicity.comment c WHERE c.id = ANY($3::uuid[])) AS comments, (SELECT count(*)::int FROM hotline.call c WHERE c.id = ANY($4::uuid[])) AS calls`,
    [given.meToos.map(({ matter }) => matter), given.meToos.map(({ by }) => by), given.comments.map(({ id }) => id), given.calls],
  );
  return rows[0]!;
}
