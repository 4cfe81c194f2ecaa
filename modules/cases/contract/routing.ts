import { subjectPath } from './categories.ts';

/** The parts of the work that rules give to somebody: taking a report on, and (as a suggestion) handling it. */
export const routingLegs = ['accept', 'handle'] as const;
export type RoutingLeg = (typeof routingLegs)[number];

/** One rule 分派规则: what it is about, when it holds, who gets it. */
export type RoutingRule = {
  readonly id: string;
  readonly leg: RoutingLeg;
  /** '' all, `B` a group, `B03` a leaf. */
  readonly subject: string;
  /** A territory with everything below it. */
  readonly area: string;
  readonly days: 'any' | 'work' | 'rest';
  readonly hours: 'any' | 'working' | 'off';
  /** Local time of day `HH:MM`, `[from, to)`; over midnight where `to` is the smaller. Both or none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly org: string;
  readonly post: string | null;
  /** Outside working hours whoever is on duty for the place, if somebody is; else `org` and `post`. */
  readonly duty: boolean;
};

/** What of a moment rules look at: kind of the day, whether it is working time, minute of the local day. */
export type RoutingMoment = { readonly rest: boolean; readonly working: boolean; readonly minute: number };
export type RoutingAsk = { readonly subject: string; readonly area: string };

/** Minutes from midnight of `HH:MM`. */
export const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** How many conditions of time a rule names (0 to 3): the more, the more special. */
export const conditionsOf = (rule: RoutingRule): number => Number(rule.days !== 'any') + Number(rule.hours !== 'any') + Number(rule.from !== null);

/** Whether the rule's conditions of time hold. */
export function holds(rule: RoutingRule, { rest, working, minute }: RoutingMoment): boolean {
  if (rule.days !== 'any' && (rule.days === 'rest') !== rest) return false;
  if (rule.hours !== 'any' && (rule.hours === 'working') !== working) return false;
  if (rule.from === null || rule.to === null) return true;
  const [from, to] = [minuteOf(rule.from), minuteOf(rule.to)];
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Rules made ready to be asked: by what they are about, those with more conditions of time first. */
export type Routing = ReadonlyMap<string, readonly RoutingRule[]>;
const keyOf = (leg: RoutingLeg, subject: string, area: string): string => `${leg}|${subject}|${area}`;

export function compileRouting(rules: readonly RoutingRule[]): Routing {
  const sorted = rules.toSorted((a, b) => conditionsOf(b) - conditionsOf(a) || (a.id < b.id ? -1 : 1));
  return Map.groupBy(sorted, (rule) => keyOf(rule.leg, rule.subject, rule.area));
}

/** A territory and those above it, the narrowest first. */
export const areasUp = (area: string): string[] => [15, 12, 9, 6].filter((width) => width <= area.length).map((width) => area.slice(0, width));

/**
 * The rule that decides, or null where none does: the category before the territory before the time; of each the most special. Total and deterministic for every list of rules;
 * at most twelve look-ups. `moment` is asked only where a rule names a time.
 */
export function routeFor(routing: Routing, leg: RoutingLeg, { subject, area }: RoutingAsk, moment: () => RoutingMoment): RoutingRule | null {
  if (routing.size === 0) return null;
  let known: RoutingMoment | null = null;
  for (const about of subjectPath(subject).toReversed()) {
    for (const place of areasUp(area)) {
      for (const rule of routing.get(keyOf(leg, about, place)) ?? []) {
        if (conditionsOf(rule) === 0 || holds(rule, (known ??= moment()))) return rule;
      }
    }
  }
  return null;
}

/** One moment for every way in which the time can matter to these rules. `spans`: working time of a working day, minutes from midnight. */
export function momentsOf(rules: readonly RoutingRule[], spans: readonly (readonly [number, number])[]): RoutingMoment[] {
  const minutes = new Set([0, ...spans.flat().filter((minute) => minute < 1440)]);
  for (const { from, to } of rules) if (from !== null && to !== null) minutes.add(minuteOf(from)).add(minuteOf(to));
  return [...minutes]
    .toSorted((a, b) => a - b)
    .flatMap((minute) => [
      { rest: false, working: spans.some(([from, to]) => minute >= from && minute < to), minute },
      { rest: true, working: false, minute },
    ]);
}

export type RoutingFault = {
  readonly rule: string;
  readonly fault: 'tie' | 'never' | 'unreachable';
  /** The rule it collides with. */ readonly other: string | null;
};

/**
 * What is wrong with rules among themselves: two that would decide the same with the same right (`tie`), conditions of time that never hold together (`never`), and rules
 * that more special ones leave nothing to decide (`unreachable`). `leaves`: categories in use; `places`: every territory where a case may lie.
 */
export function routingFaults(
  rules: readonly RoutingRule[],
  world: { readonly leaves: readonly string[]; readonly places: readonly string[]; readonly spans: readonly (readonly [number, number])[] },
): RoutingFault[] {
  const faults: RoutingFault[] = [];
  const moments = momentsOf(rules, world.spans);
  const routing = compileRouting(rules);
  const never = new Set(rules.filter((rule) => !moments.some((moment) => holds(rule, moment))));
  const tied = new Set<RoutingRule>();
  for (const list of Map.groupBy(rules, (rule) => keyOf(rule.leg, rule.subject, rule.area)).values()) {
    list.forEach((one, index) => {
      for (const other of list.slice(index + 1)) {
        if (conditionsOf(one) !== conditionsOf(other) || !moments.some((moment) => holds(one, moment) && holds(other, moment))) continue;
        tied.add(one).add(other);
        faults.push({ rule: other.id, fault: 'tie', other: one.id });
      }
    });
  }
  // Of places that lie in the same rules' territories one stands for all.
  const named = new Set(rules.map((rule) => rule.area));
  const places = [...new Map(world.places.map((place) => [areasUp(place).find((area) => named.has(area)) ?? '', place])).values()];
  for (const rule of rules) {
    if (never.has(rule)) faults.push({ rule: rule.id, fault: 'never', other: null });
    else if (!tied.has(rule) && !reachable(rule, routing, moments, world.leaves, places)) faults.push({ rule: rule.id, fault: 'unreachable', other: null });
  }
  return faults;
}

function reachable(rule: RoutingRule, routing: Routing, moments: readonly RoutingMoment[], leaves: readonly string[], places: readonly string[]): boolean {
  const when = moments.filter((moment) => holds(rule, moment));
  const where = places.filter((place) => place.startsWith(rule.area));
  return leaves.some(
    (subject) =>
      subject.startsWith(rule.subject) && where.some((area) => when.some((moment) => routeFor(routing, rule.leg, { subject, area }, () => moment) === rule)),
  );
}
