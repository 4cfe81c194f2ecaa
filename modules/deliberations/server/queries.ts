import type { Actor } from '@hezhi/contract';
import { visibleSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { Demands } from '../contract/index.ts';

/** A topic with what its matter says of it now. Moments are RFC 3339. */
export type TopicRow = {
  district: string;
  id: string;
  area: string;
  body: string | null;
  proposer: string;
  named: boolean;
  title: string;
  text: string;
  wish: string;
  opened_at: string;
  demands: Demands;
  cosigned: number;
  listed: boolean;
  content: string;
  rules: string;
  opinion: string;
  notice_from: string | null;
  notice_until: string | null;
  ballot: string | null;
  /** The ways of the question how, as they are on the ballot. */
  options: string[];
  outcome: string | null;
  result: string;
  publicity_until: string | null;
  rating_until: string | null;
  merged_into: string | null;
  number: string;
  state: string;
  procedure: string;
  procedure_version: number;
  closed_at: string | null;
};
/** What the one who asks is to the topic. */
export type Standing = {
  /** Sees it as staff of the territory. */
  staff: boolean;
  participant: string | null;
  /** Office in the body in whose name it is. */
  office: 'chair' | 'secretary' | 'member' | 'observer' | null;
  supervisor: boolean;
  has_cosigned: boolean;
  has_rated: boolean;
  stance: 'for' | 'against' | 'abstain' | null;
};
export type SeenTopic = TopicRow & Standing;

export const topicColumns: Sql = sql.raw(
  `t.district, t.id, t.area, t.body, t.proposer, t.named, t.title, t.text, t.wish, t.opened_at, t.demands, t.cosigned, t.listed, t.content, t.rules, t.opinion, t.notice_from, t.notice_until,
   t.ballot, t.options, t.outcome, t.result, t.publicity_until, t.rating_until, t.merged_into, m.number, m.state, m.procedure, m.procedure_version, m.closed_at`,
);
export const topicFrom: Sql = sql.raw('deliberations.topic t JOIN matters.matter m ON m.district = t.district AND m.id = t.id');
const current = sql.raw('b.ended_on IS NULL');

/** Whether the actor sees a topic (over t and m): listed ones everybody; staff by territory; who proposed it or takes part; residents of the district while co-signers are sought. */
export function seenSql(actor: Actor): Sql {
  const me = actor.person;
  const parts: Sql[] = [sql.raw('t.listed')];
  if (actor.post || actor.kind === 'system') parts.push(visibleSql(actor));
  if (me !== null) {
    parts.push(sql`t.proposer = ${me}`);
    parts.push(
      sql`EXISTS (SELECT FROM deliberations.participant p WHERE p.district = t.district AND p.person = ${me} AND p.topic = t.id AND p.removed_at IS NULL)`,
    );
    parts.push(sql`EXISTS (SELECT FROM deliberations.member b WHERE b.district = t.district AND b.body = t.body AND b.person = ${me} AND ${current})`);
    if (actor.district !== null) parts.push(sql`(m.state = 'raised' AND t.district = ${actor.district})`);
  }
  return sql.or(parts);
}

const standing = (actor: Actor): Sql => {
  const me = actor.person;
  return sql`${actor.post || actor.kind === 'system' ? visibleSql(actor) : sql.raw('false')} AS staff,
    (SELECT p.id FROM deliberations.participant p WHERE p.district = t.district AND p.topic = t.id AND p.person = ${me}::uuid AND p.removed_at IS NULL) AS participant,
    (SELECT b.role FROM deliberations.member b WHERE b.district = t.district AND b.body = t.body AND b.person = ${me}::uuid AND ${current}) AS office,
    EXISTS (SELECT FROM deliberations.member b JOIN deliberations.body o ON o.district = b.district AND o.id = b.body
      WHERE b.district = t.district AND b.person = ${me}::uuid AND ${current} AND b.role <> 'observer' AND o.supervises AND o.ended_on IS NULL
        AND left(t.area, length(o.area)) = o.area) AS supervisor,
    EXISTS (SELECT FROM deliberations.cosign c WHERE c.district = t.district AND c.topic = t.id AND c.person = ${me}::uuid) AS has_cosigned,
    EXISTS (SELECT FROM deliberations.rating r WHERE r.district = t.district AND r.topic = t.id AND r.person = ${me}::uuid) AS has_rated,
    (SELECT s.stance FROM deliberations.position s JOIN deliberations.participant p ON p.district = s.district AND p.id = s.participant
      WHERE s.district = t.district AND s.topic = t.id AND p.person = ${me}::uuid AND p.removed_at IS NULL) AS stance`;
};

/** The topic, if the actor sees it. */
export const seenTopic = (db: Db, district: string, id: string, actor: Actor): Promise<SeenTopic | undefined> =>
  db.find<SeenTopic>(sql`SELECT ${topicColumns}, ${standing(actor)} FROM ${topicFrom} WHERE t.district = ${district} AND t.id = ${id} AND ${seenSql(actor)}`);

export const findTopic = (db: Db, district: string, id: string): Promise<TopicRow | undefined> =>
  db.find<TopicRow>(sql`SELECT ${topicColumns} FROM ${topicFrom} WHERE t.district = ${district} AND t.id = ${id}`);

export type TopicNew = Pick<TopicRow, 'district' | 'id' | 'area' | 'body' | 'proposer' | 'named' | 'title' | 'text' | 'wish' | 'opened_at' | 'demands'>;
export function insertTopic(write: Write, row: TopicNew): void {
  write.add(sql`INSERT INTO deliberations.topic (district, id, area, body, proposer, named, title, text, wish, opened_at, demands)
    VALUES (${row.district}, ${row.id}, ${row.area}, ${row.body}, ${row.proposer}, ${row.named}, ${row.title}, ${row.text}, ${row.wish}, ${row.opened_at}, ${JSON.stringify(row.demands)})`);
}

type Changes = Partial<
  Pick<
    TopicRow,
    | 'cosigned'
    | 'listed'
    | 'content'
    | 'rules'
    | 'opinion'
    | 'notice_from'
    | 'notice_until'
    | 'ballot'
    | 'outcome'
    | 'result'
    | 'publicity_until'
    | 'rating_until'
    | 'merged_into'
  >
> & { options?: string };
const names: readonly (keyof Changes)[] = [
  'cosigned',
  'listed',
  'content',
  'rules',
  'opinion',
  'notice_from',
  'notice_until',
  'ballot',
  'options',
  'outcome',
  'result',
  'publicity_until',
  'rating_until',
  'merged_into',
];
/** Sets what is named; touches nothing where nothing is. */
export function updateTopic(write: Write, district: string, id: string, changes: Changes): void {
  const sets = names.filter((name) => name in changes).map((name) => sql`${sql.raw(name)} = ${changes[name]}`);
  if (sets.length > 0) write.add(sql`UPDATE deliberations.topic SET ${sql.join(sets, ', ')} WHERE district = ${district} AND id = ${id}`, 1);
}

export function insertCosign(write: Write, district: string, topic: string, person: string, at: string): void {
  write.add(sql`INSERT INTO deliberations.cosign (district, topic, person, at) VALUES (${district}, ${topic}, ${person}, ${at})`);
}

/** What the guards of a procedure ask, in one statement. */
export type Course = {
  demands: Demands;
  notice_until: string | null;
  publicity_until: string | null;
  rating_until: string | null;
  outcome: string | null;
  ballot: string | null;
  participants: number;
  affected: number;
  untold: number;
  positions: number;
  objections: number;
  tasks: number;
  tasks_open: number;
  meetings: { kind: string; opened_at: string; published: boolean }[] | null;
};
export const courseOf = (db: Db, district: string, id: string): Promise<Course | undefined> =>
  db.find<Course>(sql`SELECT t.demands, t.notice_until, t.publicity_until, t.rating_until, t.outcome, t.ballot, p.participants, p.affected, p.untold,
      (SELECT count(*) FROM deliberations.position s WHERE s.district = t.district AND s.topic = t.id) AS positions,
      (SELECT count(*) FROM deliberations.objection o WHERE o.district = t.district AND o.topic = t.id AND o.answered_at IS NULL) AS objections,
      (SELECT count(*) FROM deliberations.task k WHERE k.district = t.district AND k.topic = t.id) AS tasks,
      (SELECT count(*) FROM deliberations.task k WHERE k.district = t.district AND k.topic = t.id AND k.ended_at IS NULL) AS tasks_open,
      (SELECT json_agg(json_build_object('kind', g.kind, 'opened_at', g.opened_at, 'published', g.published_at IS NOT NULL))
        FROM deliberations.meeting g WHERE g.district = t.district AND g.topic = t.id AND g.state = 'closed' AND g.attained) AS meetings
    FROM deliberations.topic t, LATERAL (SELECT count(*) AS participants, count(*) FILTER (WHERE q.side = 'affected') AS affected, count(*) FILTER (WHERE q.told_at IS NULL) AS untold
      FROM deliberations.participant q WHERE q.district = t.district AND q.topic = t.id AND q.removed_at IS NULL) p
    WHERE t.district = ${district} AND t.id = ${id}`);
