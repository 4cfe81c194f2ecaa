import type { Entry, Fact } from '@hezhi/matters/contract';

/** What one department did in one whistle, kept so that it can be counted. Moments are epoch ms, keyed by the leg in which it was to check in. */
export type Response = {
  leg: string;
  role: 'lead' | 'assist';
  org: string;
  /** `open`, `add_department` or `designate`: how it came in. */
  via: string;
  whistled_at: number;
  due_at: number;
  checked_in_at: number | null;
  checked_in_by: string | null;
  /** Metres from the place of the whistle, where both are known. */
  distance: number | null;
  /** It did not check in by the due moment: stays, whatever comes later. */
  silent: boolean;
  refusal: 'asked' | 'agreed' | 'refused' | null;
  refusal_reason: string | null;
  respond_leg: string | null;
  handle_due_at: number | null;
  late: boolean;
  done_at: number | null;
  outcome: string | null;
  /** Whether the lead found the whistle necessary. */
  necessary: boolean | null;
  score: number | null;
  /** How its part ended: done, refused (released), reassigned (designated to another), closed (with the lead), withdrawn; null = under way. */
  result: 'done' | 'refused' | 'reassigned' | 'closed' | 'withdrawn' | null;
};

/** Words typed in a field of an entry; '' where there are none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const results: Record<string, Response['result']> = { refused: 'refused', designated: 'reassigned', closed: 'closed', withdrawn: 'withdrawn' };
const roleOf = (key: string): Response['role'] | null => (key === 'check_in_lead' ? 'lead' : key === 'check_in_assist' ? 'assist' : null);

/** Great-circle distance in metres of two points `[lon, lat]`, rounded. */
export function metres(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const half = Math.sin(((b[1] - a[1]) * rad) / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(((b[0] - a[0]) * rad) / 2) ** 2;
  return Math.round(2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(half))));
}

/** Whether an entry can change what is kept of the departments. */
export const touchesResponses = (entry: Pick<Entry, 'step' | 'facts'>): boolean =>
  entry.step === 'rate_department' || entry.facts.some((fact) => fact.f.startsWith('leg.'));

/** The rows after one more entry of the timeline: a fold, so that they can be recounted. `place`: where the whistle is. Rows that did not change are the same objects. */
export function foldResponses(rows: readonly Response[], entry: Entry, place: readonly [number, number] | null): Response[] {
  let after = [...rows];
  const change = (fits: (row: Response) => boolean, to: (row: Response) => Partial<Response>): void => {
    after = after.map((row) => (fits(row) ? { ...row, ...to(row) } : row));
  };
  for (const fact of entry.facts) applyFact(fact, entry, place, change, (row) => after.push(row));
  if (entry.step === 'rate_department') {
    const { department, score } = entry.data as { department: { org: string }; score: number };
    change(
      (row) => row.org === department.org && row.checked_in_at !== null,
      () => ({ score }),
    );
  }
  return after;
}

function applyFact(
  fact: Fact,
  entry: Entry,
  place: readonly [number, number] | null,
  change: (fits: (row: Response) => boolean, to: (row: Response) => Partial<Response>) => void,
  add: (row: Response) => void,
): void {
  switch (fact.f) {
    case 'leg.open': {
      const { leg } = fact;
      const role = roleOf(leg.key);
      if (role !== null && leg.org !== null) add(fresh(leg.id, role, leg.org, entry, leg.dueAt));
      if (leg.key === 'refusal_decision')
        change(
          (row) => row.leg === leg.about,
          () => ({ refusal: 'asked', refusal_reason: typeof entry.data['reason'] === 'string' ? entry.data['reason'] : null }),
        );
      if (leg.key === 'respond_lead' || leg.key === 'respond_assist') {
        // Whose: the check-in that this same entry ends.
        const ended = entry.facts.find((one) => one.f === 'leg.end' && one.result === 'done');
        change(
          (row) => row.leg === (ended as { id: string } | undefined)?.id,
          () => ({ respond_leg: leg.id, handle_due_at: leg.dueAt }),
        );
      }
      return;
    }
    case 'leg.end': {
      change(
        (row) => row.leg === fact.id,
        () => (fact.result === 'done' ? checkedIn(entry, place) : endedEarly(fact.result)),
      );
      change(
        (row) => row.respond_leg === fact.id,
        () => (fact.result === 'done' ? doneBy(entry) : endedEarly(fact.result)),
      );
      return;
    }
    case 'leg.clock':
      change(
        (row) => row.leg === fact.id,
        () => ({ due_at: fact.dueAt }),
      );
      change(
        (row) => row.respond_leg === fact.id,
        () => ({ handle_due_at: fact.dueAt, late: fact.overdue }),
      );
      return;
    case 'leg.rung':
      if (!fact.overdue) return;
      change(
        (row) => row.leg === fact.id,
        () => ({ silent: true }),
      );
      change(
        (row) => row.respond_leg === fact.id,
        () => ({ late: true }),
      );
      return;
    case 'leg.assign':
      change(
        (row) => row.leg === fact.id || row.respond_leg === fact.id,
        (row) => ({ org: fact.owner.org ?? row.org, ...(entry.step === 'refuse_refusal' ? { refusal: 'refused' as const } : {}) }),
      );
      return;
    default:
      return; // other facts do not concern the departments
  }
}

function fresh(leg: string, role: Response['role'], org: string, entry: Entry, due: number): Response {
  return {
    leg,
    role,
    org,
    via: entry.step,
    whistled_at: entry.at,
    due_at: due,
    checked_in_at: null,
    checked_in_by: null,
    distance: null,
    silent: false,
    refusal: null,
    refusal_reason: null,
    respond_leg: null,
    handle_due_at: null,
    late: false,
    done_at: null,
    outcome: null,
    necessary: null,
    score: null,
    result: null,
  };
}

function checkedIn(entry: Entry, place: readonly [number, number] | null): Partial<Response> {
  const point = (entry.data['place'] as { point?: [number, number] } | undefined)?.point;
  return { checked_in_at: entry.at, checked_in_by: entry.actor.person, distance: point && place ? metres(point, place) : null };
}

function doneBy(entry: Entry): Partial<Response> {
  const { outcome, necessity } = entry.data as { outcome?: string; necessity?: string };
  return { done_at: entry.at, outcome: outcome ?? null, necessary: necessity === undefined ? null : necessity === 'necessary', result: 'done' };
}

const endedEarly = (result: string): Partial<Response> => ({
  result: results[result] ?? 'closed',
  ...(result === 'refused' ? { refusal: 'agreed' as const } : {}),
});
