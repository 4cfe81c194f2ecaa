import { setTimeout as pause } from 'node:timers/promises';
import type { Town } from '../town.ts';
import type { SoakHouse } from './house.ts';
import type { Ledger } from './ledger.ts';
import { answerCalls, live } from './lives.ts';
import { rate, type Options } from './options.ts';
import type { Scene } from './people.ts';
import { chanceOf, type Kill, type Target } from './plan.ts';
import { look } from './readers.ts';

/** A kill as it went: milliseconds until the killed process said that it was ready, and until the first acknowledged command after. */
export type Killed = { at: number; what: Target; ready: number; recovered: number | null };
type Run = { house: SoakHouse; ledger: Ledger; town: Town; options: Options; plan: readonly Kill[]; seconds: number; say: (text: string) => void };

/** As many lives at once as are begun at all; above it the machine is too slow for the rate and the newest wait. */
const MOST = 400;

/** Lives, calls and readers for so many seconds, with the kills of the plan; resolves when everything that was begun has been answered. */
export async function runLoad({ house, ledger, town, options, plan, seconds, say }: Run): Promise<Killed[]> {
  const began = performance.now();
  const over = began + seconds * 1000;
  const chance = chanceOf(options.seed);
  const running = (): boolean => performance.now() < over;
  const scene: Scene = { town, ledger, chance, running, pause: async (s) => void (await pause(Math.max(1, Math.min(s * 1000, over - performance.now())))) };
  const kills: Killed[] = [];
  ledger.onAnswer = () => {
    const now = performance.now() - began;
    for (const one of kills) if (one.recovered === null && one.ready > 0) one.recovered = now - one.at * 1000;
  };
  const lives = new Set<Promise<void>>();
  const guarded = (what: string, work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => ledger.breach(`${what} broke off: ${(error as Error).stack?.slice(0, 500)}`));
  const births = async (): Promise<void> => {
    while (running()) {
      await scene.pause((0.2 + 1.6 * chance.real()) / (rate * options.times));
      if (!running() || lives.size >= MOST) continue;
      const life = guarded('a life', live(scene)).finally(() => lives.delete(life));
      lives.add(life);
    }
  };
  const agents = town.dispatchers.slice(0, Math.max(1, Math.min(8, Math.round(options.times / 4))));
  const readers = Array.from({ length: Math.max(2, Math.round(options.times / 2)) }, () => look(scene, 2));
  const beside = [births(), ...agents.map((agent) => answerCalls(scene, agent, 8)), ...readers].map((work) => guarded('a loop', work));
  for (const { at, what } of plan) {
    await pause(Math.max(0, began + at * 1000 - performance.now()));
    const killed: Killed = { at: (performance.now() - began) / 1000, what, ready: 0, recovered: null };
    await house.kill(what);
    killed.ready = performance.now() - began - killed.at * 1000;
    kills.push(killed);
    say(
      `${what} killed at ${killed.at.toFixed(1)} s, ready again after ${(killed.ready / 1000).toFixed(1)} s; ${ledger.matters.size} matters, ${ledger.counts.get('steps') ?? 0} steps acknowledged, ${lives.size} lives under way`,
    );
  }
  await Promise.all(beside);
  while (lives.size > 0) await Promise.all(lives);
  return kills;
}
