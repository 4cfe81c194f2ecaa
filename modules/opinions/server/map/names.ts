/** Numbers the groups: by largest overlap with those of the time before, the rest by size, then by their first member. */
export function nameGroups(participants: readonly string[], of: Int32Array, k: number, before: ReadonlyMap<string, number> | null): void {
  const sizes = Array.from({ length: k }, () => 0);
  const firsts = Array.from({ length: k }, () => Infinity);
  const overlap = new Map<string, number>();
  of.forEach((c, i) => {
    if (c < 0) return;
    sizes[c]! += 1;
    firsts[c] = Math.min(firsts[c]!, i);
    const old = before?.get(participants[i]!);
    if (old !== undefined && old < k) overlap.set(`${c} ${old}`, (overlap.get(`${c} ${old}`) ?? 0) + 1);
  });
  const names = new Map<number, number>();
  const taken = new Set<number>();
  for (const [pair] of [...overlap].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const [c, old] = pair.split(' ').map(Number) as [number, number];
    if (names.has(c) || taken.has(old)) continue;
    names.set(c, old);
    taken.add(old);
  }
  const free = Array.from({ length: k }, (_, name) => name).filter((name) => !taken.has(name));
  const rest = Array.from({ length: k }, (_, c) => c).filter((c) => !names.has(c));
  rest.sort((a, b) => sizes[b]! - sizes[a]! || firsts[a]! - firsts[b]!).forEach((c, at) => names.set(c, free[at]!));
  for (let i = 0; i < of.length; i++) if (of[i]! >= 0) of[i] = names.get(of[i]!)!;
}

/** Share of pairs of persons on which two groupings are of one mind (Rand 1971): 1 = the same groups, whatever their names. Those without a group in either are left aside. */
export function randIndex(a: readonly number[], b: readonly number[]): number {
  const rows = [...a.keys()].filter((i) => a[i]! >= 0 && b[i]! >= 0);
  const table = new Map<string, number>();
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  for (const i of rows) {
    table.set(`${a[i]} ${b[i]}`, (table.get(`${a[i]} ${b[i]}`) ?? 0) + 1);
    ofA.set(a[i]!, (ofA.get(a[i]!) ?? 0) + 1);
    ofB.set(b[i]!, (ofB.get(b[i]!) ?? 0) + 1);
  }
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const add = (counts: Iterable<number>): number => [...counts].reduce((total, n) => total + pairs(n), 0);
  const all = pairs(rows.length);
  return all === 0 ? 1 : (all + 2 * add(table.values()) - add(ofA.values()) - add(ofB.values())) / all;
}
