import type { PlaceKey } from '../geography/profiles.ts';
import { makeRng } from '../random.ts';
import type { Arrival } from './demand.ts';
import { rainOn, dayOf } from './weather.ts';

/**
 * How a case goes on. Stretches are shares of the limit of their leg in working time: 0.4 = done after 40 % of the limit, 1.2 = 20 % late.
 * A step that would fall after "now" has not happened yet; the case is then open at that point.
 */
export interface Outcome {
  /** `spot`: settled by the grid worker on the spot; `void`: ended at acceptance; `merged`: put with `Arrival.echoOf`; `normal`: goes through the legs. */
  course: 'spot' | 'void' | 'merged' | 'normal';
  accept: number;
  dispatch: number;
  handle: number;
  verify: number;
  /** Returned by the first unit after this share of the handling limit, then given to another. */
  returned?: { after: number };
  /** Asked for at this share of the handling limit; granted or not; by how much of the limit. */
  extended?: { after: number; granted: boolean; by: number };
  /** Paused at this share of the handling limit for so many days. */
  suspended?: { after: number; days: number };
  /** Work done again after a failed check: the share of the limit it takes. */
  rework?: number;
  /** Comments while open: shares of the handling limit at which they are written, and by whom. */
  comments: Array<{ after: number; by: 'reporter' | 'handler' }>;
  /** Stars and minutes (plain) after the case closes. */
  rating?: { stars: 1 | 2 | 3 | 4 | 5; minutes: number };
}

/** How slow a unit is beside the others: 0.7 brisk, 1.5 slow. Stable for a seed, so that comparisons have something to show. */
export function slowness(seed: string, place: PlaceKey, unit: string): number {
  const known: Record<string, number> = {
    property_firm: 1.32,
    housing: 1.18,
    telecom: 1.22,
    fire_rescue: 0.75,
    gas_supply: 0.72,
    sanitation: 0.85,
    power_supply: 0.82,
    community: 0.9,
  };
  return (known[unit] ?? 1) * makeRng(`${seed}/slow/${place}/${unit}`).real(0.82, 1.22);
}

/** The course of one case. Pure: the same seed and arrival give the same outcome. */
export function outcomeOf(seed: string, arrival: Arrival): Outcome {
  const rng = makeRng(`${seed}/outcome/${arrival.key}`);
  const { leaf } = arrival;
  const storm = rainOn(seed, arrival.place, dayOf(arrival.at)) === 2 ? 1.35 : 1;
  const slow = slowness(seed, arrival.place, leaf.lead) * slowness(seed, arrival.place, arrival.grid.street) * storm;
  const stretch = (median: number, spread: number): number => Math.round(Math.min(3.5, Math.max(0.02, median * Math.exp(rng.normal(0, spread)))) * 1000) / 1000;
  const outcome: Outcome = {
    course: 'normal',
    accept: stretch(0.28, 0.6),
    dispatch: stretch(0.3, 0.6),
    handle: stretch(0.42 * slow, 0.52),
    verify: stretch(0.4, 0.5),
    comments: [],
  };
  if (arrival.echoOf !== undefined && rng.chance(0.86)) return { ...outcome, course: 'merged' };
  if (arrival.channel !== 'grid' && rng.chance(0.018)) return { ...outcome, course: 'void' };
  if (arrival.channel === 'grid' && rng.chance(leaf.settle === 'grid' ? 0.72 : leaf.settle === 'community' ? 0.3 : 0.04)) return { ...outcome, course: 'spot' };

  if (leaf.settle !== 'grid' && rng.chance(0.045)) outcome.returned = { after: Math.round(rng.real(0.03, 0.3) * 1000) / 1000 };
  if (leaf.tier >= 3 && (outcome.handle > 0.9 ? rng.chance(0.45) : rng.chance(0.02))) {
    const granted = rng.chance(0.86);
    outcome.extended = { after: Math.round(rng.real(0.55, 0.85) * 1000) / 1000, granted, by: granted ? rng.pick([0.5, 1, 1]) : 0 };
    if (granted) outcome.handle = Math.min(outcome.handle + rng.real(0, 0.4), 1 + outcome.extended.by * rng.real(0.5, 1.02));
  }
  if (leaf.tier === 4 && rng.chance(0.16)) outcome.suspended = { after: Math.round(rng.real(0.2, 0.6) * 1000) / 1000, days: rng.int(5, 40) };
  const fails = rng.chance(0.035 * slow);
  if (fails) outcome.rework = stretch(0.35, 0.4);
  for (let n = rng.weighted([0, 1, 2, 3], (k) => [62, 24, 10, 4][k]!); n > 0; n--) {
    outcome.comments.push({
      after: Math.round(rng.real(0.02, 0.95) * outcome.handle * 1000) / 1000,
      by: arrival.channel === 'resident' && rng.chance(0.5) ? 'reporter' : 'handler',
    });
  }
  outcome.comments.sort((a, b) => a.after - b.after);

  const asked = arrival.channel === 'resident' ? (arrival.anonymous ? 0.1 : 0.58) : arrival.channel === 'community' ? 0.3 : 0.05;
  if (rng.chance(asked)) {
    const limit = outcome.extended?.granted ? 1 + outcome.extended.by : 1;
    const bad =
      (outcome.handle > limit ? 2.6 : 0) + (fails ? 2 : 0) + (outcome.returned ? 0.8 : 0) + (leaf.tier === 4 ? 0.8 : 0) + (outcome.handle > 0.75 ? 0.6 : 0);
    const stars = rng.weighted([5, 4, 3, 2, 1] as const, (s) => ({ 5: 60, 4: 24, 3: 9 + 8 * bad, 2: 3 + 5 * bad, 1: 2.5 + 5 * bad })[s]);
    outcome.rating = { stars, minutes: Math.round(Math.min(7 * 1440, 35 * Math.exp(rng.normal(1.6, 1.3)))) };
  }
  return outcome;
}
