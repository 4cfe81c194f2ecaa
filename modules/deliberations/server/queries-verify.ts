import { sql, type Db } from '@hezhi/server';
import type { MeetingKind } from '../contract/index.ts';

/** What `hezhi verify` looks at; `wrong` rows only where a row can tell by itself. */
export const checkedTopics = (
  db: Db,
  district: string,
): Promise<{ id: string; number: string | null; cosigned: number; signed: number; proposer_signed: boolean; outcome: string | null; listed: boolean }[]> =>
  db.all(sql`SELECT t.id, m.number, t.cosigned, c.signed, c.proposer_signed, t.outcome, t.listed FROM deliberations.topic t
    LEFT JOIN matters.matter m ON m.district = t.district AND m.id = t.id AND m.kind = 'deliberation',
    LATERAL (SELECT count(*) AS signed, coalesce(bool_or(c.person = t.proposer), false) AS proposer_signed FROM deliberations.cosign c WHERE c.district = t.district AND c.topic = t.id) c
    WHERE t.district = ${district} ORDER BY t.id`);

export const checkedTasks = (db: Db, district: string): Promise<{ id: string }[]> =>
  db.all(sql`SELECT k.id FROM deliberations.task k LEFT JOIN matters.matter m ON m.district = k.district AND m.id = k.id AND m.kind = 'task'
    WHERE k.district = ${district} AND (m.id IS NULL OR m.state <> k.state OR (m.closed_at IS NULL) <> (k.ended_at IS NULL)) ORDER BY k.id`);

export const checkedMeetings = (
  db: Db,
  district: string,
): Promise<
  {
    id: string;
    state: string;
    rule: MeetingKind;
    entitled: number | null;
    present: number | null;
    attained: boolean | null;
    published: boolean;
    confirmed: number;
  }[]
> =>
  db.all(sql`SELECT g.id, g.state, g.rule, g.entitled, g.present, g.attained, g.published_at IS NOT NULL AS published,
      (SELECT count(*) FROM deliberations.confirmation c WHERE c.district = g.district AND c.meeting = g.id AND c.version = g.published_version) AS confirmed
    FROM deliberations.meeting g WHERE g.district = ${district} ORDER BY g.id`);
