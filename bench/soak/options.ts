/** What one soak does. */
export type Options = {
  /** How long load and kills last. */ minutes: number;
  /** Multiple of `rate`. */ times: number;
  seed: number;
  /** Mean seconds between kills. */ every: number;
};

/**
 * Cases that begin in a second at `--times 1`. The demo's half year holds 22,000 cases: one in 170 s of working time over five places. One in ten seconds is already more than the
 * busiest hour of the demo's busiest day brings, so `--times 10` (a case a second and all that follows from it) is far above ten times the demo's rate.
 */
export const rate = 0.1;

const usage = 'npm run soak -- [--minutes 60] [--times 10] [--seed n] [--every 25]';

/** Reads the command line. @throws Error with the usage on what it does not know */
export function readOptions(args: readonly string[], now: number): Options {
  const given = new Map<string, number>();
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i]!.replace(/^--/, '');
    const value = Number(args[i + 1]);
    if (!['minutes', 'times', 'seed', 'every'].includes(name) || !(value > 0)) throw new Error(`${args[i]} ${args[i + 1] ?? ''} is not known. ${usage}`);
    given.set(name, value);
  }
  return {
    minutes: given.get('minutes') ?? 60,
    times: given.get('times') ?? 10,
    seed: Math.floor(given.get('seed') ?? now % 1_000_000),
    every: given.get('every') ?? 25,
  };
}
