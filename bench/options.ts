/** What one run of the bench does. */
export type Options = {
  rows: readonly string[] | null;
  quick: boolean;
  rounds: number;
  seconds: number;
  connections: number;
  /** Matters of the smallest database; less only for trying the bench itself. */ matters: number;
  large: readonly ('t1m' | 't10m')[];
};

const usage = 'npm run bench -- [--rows B1,B4] [--quick] [--sizes 1m,10m] [--rounds 5] [--seconds 4] [--connections 16] [--matters 200000]';

/** Reads the command line. Throws with the usage on what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const given = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const name = args[i]!.replace(/^--/, '');
    if (name === 'quick') given.set(name, '1');
    else if (['rows', 'sizes', 'rounds', 'seconds', 'connections', 'matters'].includes(name) && args[i + 1] !== undefined) given.set(name, args[++i]!);
    else throw new Error(`${args[i]} is not known. ${usage}`);
  }
  const whole = (name: string, otherwise: number): number => {
    const n = Number(given.get(name) ?? otherwise);
    if (!Number.isInteger(n) || n < 1) throw new Error(`--${name} must be a whole number above 0. ${usage}`);
    return n;
  };
  const quick = given.has('quick');
  const sizes = given.get('sizes')?.split(',') ?? (quick ? [] : ['1m', '10m']);
  if (sizes.some((size) => !['1m', '10m', 'none'].includes(size))) throw new Error(`--sizes knows 1m, 10m and none. ${usage}`);
  return {
    rows: given.get('rows')?.toUpperCase().replaceAll('B2B', 'B2b').split(',') ?? null,
    quick,
    rounds: whole('rounds', 5),
    seconds: whole('seconds', quick ? 3 : 4),
    connections: whole('connections', 16),
    matters: whole('matters', 200_000),
    large: (['t1m', 't10m'] as const).filter((size) => sizes.includes(size.slice(1))),
  };
}
