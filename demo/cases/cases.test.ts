import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { makePlaces } from '../geography/place.ts';
import { makePeople } from '../people/town.ts';
import { makeRng } from '../random.ts';
import type { Arrival, LeafInfo } from './demand.ts';
import { demandByWeek } from './demand.ts';
import { outcomeOf } from './outcome.ts';
import { makeGazetteer, reportOf } from './report.ts';
import { LEAF_WORDS, ratingText, resultText } from './texts.ts';
import { contains } from '../geography/shapes.ts';

vi.setConfig({ testTimeout: 60_000 });

const leaves: LeafInfo[] = Object.keys(LEAF_WORDS).map((code) => ({ code, name: code, tier: 3, settle: code < 'C' ? 'grid' : 'community', lead: 'housing' }));
const now = Date.parse('2026-11-22T18:00:00+08:00');
const places = makePlaces('hezhi');
const people = places.map((place) => makePeople(place, 'hezhi', Date.parse('2026-05-01T09:00:00+08:00')));
const options = { seed: 'hezhi', now, places, people, leaves };
const weeks = [...demandByWeek(options)];
const all: Arrival[] = weeks.flatMap((week) => week.arrivals);

describe('words', () => {
  it('know every leaf of the category tree, eight ways or more', () => {
    const file = new URL('../../modules/cases/contract/categories.json', import.meta.url);
    if (existsSync(file)) {
      const tree = JSON.parse(readFileSync(file, 'utf8')) as Array<{ leaves: Array<{ code: string }> }>;
      expect(tree.flatMap((group) => group.leaves.map((leaf) => leaf.code)).filter((code) => !LEAF_WORDS[code])).toEqual([]);
    }
    for (const [code, words] of Object.entries(LEAF_WORDS)) {
      expect(words.says.length, code).toBeGreaterThanOrEqual(8);
      expect(words.done.length, code).toBeGreaterThanOrEqual(3);
    }
  });

  it('fill every slot, stay short, and hardly ever repeat', () => {
    const names = new Map(places.map((place) => [place.key, makeGazetteer(place)]));
    const seen = new Set<string>();
    for (const arrival of all) {
      const report = reportOf('hezhi', arrival, names.get(arrival.place)!);
      seen.add(report.text);
      expect(report.text + report.title).not.toMatch(/[{}]|undefined|NaN/u);
      expect(report.text.length).toBeLessThanOrEqual(300);
      expect(report.title.length).toBeLessThanOrEqual(40);
      expect(report.scenes).toHaveLength(arrival.photos);
    }
    expect(seen.size / all.length).toBeGreaterThan(0.98);
    const rng = makeRng('results');
    for (const leaf of leaves) for (let i = 0; i < 20; i++) expect(resultText(rng, leaf.code, '垃圾堆了三天')).not.toMatch(/[{}]|undefined/u);
    expect([1, 2, 3, 4, 5].map((stars) => Array.from({ length: 30 }, () => ratingText(rng, stars as 1)).some((text) => text !== undefined))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('demand', () => {
  it('brings more than 20,000 cases in half a year, newest week first, in order, none after now', () => {
    expect(all.length).toBeGreaterThan(20_000);
    expect(weeks).toHaveLength(26);
    weeks.forEach((week, index) => {
      expect(week.week).toBe(index);
      if (index > 0) expect(week.until).toBe(weeks[index - 1]!.from);
      const times = week.arrivals.map((arrival) => arrival.at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const at of times) expect(at >= week.from && at <= now).toBe(true);
    });
    expect(new Set(all.map((arrival) => arrival.key)).size).toBe(all.length);
  });

  it('is the same for the same seed, and a week can be had without the older ones', () => {
    const first = demandByWeek(options).next().value!;
    expect(JSON.stringify(first)).toBe(JSON.stringify(weeks[0]));
    expect(demandByWeek({ ...options, seed: 'other' }).next().value!.arrivals.length).not.toBe(0);
  });

  it('puts reports where they belong and names people who exist', () => {
    const byKey = new Map(all.map((arrival) => [arrival.key, arrival]));
    for (const arrival of all) {
      const town = people.find((one) => one.place === arrival.place)!;
      const list = arrival.channel === 'resident' ? town.residents : town.staff;
      expect(list[arrival.reporter]).toBeDefined();
      expect(contains(arrival.grid.polygon, arrival.point)).toBe(true);
      if (arrival.building) expect(arrival.building.grid).toBe(arrival.grid.code);
      if (arrival.echoOf !== undefined) expect(byKey.get(arrival.echoOf)?.grid.code ?? arrival.grid.code).toBe(arrival.grid.code);
      if (arrival.channel === 'grid') expect(town.posts.some((p) => p.person === town.staff[arrival.reporter]!.id && p.area === arrival.grid.code)).toBe(true);
    }
  });

  it('is denser in focus streets, lighter on Sundays, and knows no cold radiators in the south', () => {
    const focus = all.filter((arrival) => places.some((place) => place.focusStreet === arrival.grid.street)).length / all.length;
    expect(focus).toBeGreaterThan(0.4);
    const weekday = (n: number): number => all.filter((arrival) => new Date(arrival.at + 8 * 3_600_000).getUTCDay() === n).length;
    expect(weekday(1)).toBeGreaterThan(weekday(0) * 1.4);
    expect(all.filter((arrival) => arrival.leaf.code === 'F07' && (arrival.place === 'changning' || arrival.place === 'qionglai'))).toEqual([]);
  });
});

describe('outcomes', () => {
  it('are stable, plausible and mostly in time', () => {
    const outcomes = all.map((arrival) => outcomeOf('hezhi', arrival));
    expect(outcomeOf('hezhi', all[0]!)).toEqual(outcomes[0]);
    const normal = outcomes.filter((outcome) => outcome.course === 'normal');
    const late = normal.filter((outcome) => outcome.handle > 1 + (outcome.extended?.granted ? outcome.extended.by : 0)).length / normal.length;
    expect(late).toBeGreaterThan(0.02);
    expect(late).toBeLessThan(0.2);
    for (const outcome of outcomes) {
      for (const share of [outcome.accept, outcome.dispatch, outcome.handle, outcome.verify]) expect(share > 0 && share < 5).toBe(true);
    }
    const rated = outcomes.flatMap((outcome) => (outcome.rating ? [outcome.rating.stars] : []));
    const mean = rated.reduce((sum, stars) => sum + stars, 0) / rated.length;
    expect(mean).toBeGreaterThan(3.8);
    expect(mean).toBeLessThan(4.8);
  });
});
