import { iso } from '@hezhi/contract';
import type { Leg, Snapshot } from '../contract/index.ts';

/** Rows as they are stored, and the snapshot they hold. The row of a matter is its snapshot with the columns that lists need. */
export type MatterRow = {
  district: string;
  id: string;
  number: string;
  kind: string;
  procedure: string;
  procedure_version: number;
  title: string;
  state: string;
  stage: string;
  revision: number;
  area: string;
  lon: number | null;
  lat: number | null;
  subject: string;
  tier: number;
  channel: string;
  asker: string | null;
  secrecy: 0 | 1;
  public: boolean;
  opened_at: string;
  closed_at: string | null;
  due_at: string | null;
  overdue: boolean;
  marks: string[];
  rating: number | null;
};

export type Memory = Pick<Snapshot, 'limits' | 'params' | 'last' | 'times' | 'openChildren' | 'undo'>;
export type StoredMatter = MatterRow & { memory: Memory; head: string; legs: StoredLeg[] | null };
/** A leg as JSON of the row; moments are RFC 3339. */
export type StoredLeg = {
  id: string;
  key: string;
  org: string | null;
  post: string | null;
  person: string | null;
  started_at: string;
  due_at: string;
  overdue: boolean;
  ended_at: string | null;
  result: string | null;
  revision: number;
  body: LegBody;
};
export type LegBody = Pick<Leg, 'limit' | 'warnAt' | 'rungAt' | 'rung' | 'paused' | 'offer' | 'data' | 'about' | 'why' | 'suspended' | 'extended'>;

export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A moment as PostgreSQL writes it into JSON, with milliseconds and Z like `iso`, at a fraction of the cost of a Date. */
export function utc(text: string): string {
  if (!text.endsWith('+00:00')) return iso(Date.parse(text));
  const part = text.slice(19, -6);
  return `${text.slice(0, 19)}${part === '' ? '.000' : part.padEnd(4, '0').slice(0, 4)}Z`;
}

export function legOf(row: StoredLeg): Leg {
  return {
    id: row.id,
    key: row.key,
    org: row.org,
    post: row.post,
    person: row.person,
    ...row.body,
    startedAt: Date.parse(row.started_at),
    dueAt: Date.parse(row.due_at),
    overdue: row.overdue,
    endedAt: row.ended_at === null ? null : Date.parse(row.ended_at),
    result: row.result,
    revision: row.revision,
  };
}

export const legBody = (leg: Leg): LegBody => ({
  limit: leg.limit,
  warnAt: leg.warnAt,
  rungAt: leg.rungAt,
  rung: leg.rung,
  paused: leg.paused,
  offer: leg.offer,
  data: leg.data,
  ...(leg.about === undefined ? {} : { about: leg.about }),
  ...(leg.why === undefined ? {} : { why: leg.why }),
  ...(leg.suspended ? { suspended: true as const } : {}),
  ...(leg.extended ? { extended: true as const } : {}),
});

/** The snapshot that the rows hold. */
export function snapshotOf(row: StoredMatter): Snapshot {
  return {
    id: row.id,
    district: row.district,
    kind: row.kind,
    procedure: row.procedure,
    procedureVersion: row.procedure_version,
    state: row.state,
    revision: row.revision,
    area: row.area,
    point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    subject: row.subject,
    tier: row.tier,
    channel: row.channel,
    asker: row.asker,
    secrecy: row.secrecy,
    public: row.public,
    openedAt: Date.parse(row.opened_at),
    closedAt: row.closed_at === null ? null : Date.parse(row.closed_at),
    marks: row.marks,
    rating: row.rating,
    ...row.memory,
    legs: (row.legs ?? []).map(legOf),
  };
}

export const memoryOf = (s: Snapshot): Memory => ({
  limits: s.limits,
  params: s.params,
  last: s.last,
  times: s.times,
  openChildren: s.openChildren,
  undo: s.undo,
});

/** When the inbox shows a leg: its due moment, or the end of its pause. */
export const sortAt = (leg: Leg): number => leg.paused?.until ?? leg.dueAt;
