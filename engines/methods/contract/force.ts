/** What is in force where: the fold of the changes of each place. Pure, so that server and tests say the same. */
export type PlaceChange = { readonly area: string; readonly seq: number; readonly action: 'install' | 'withdraw' };

/** The installations that lie upon one another at each place, the one in force last. Changes must come in the order of `seq` within their place. */
export function stacksOf<T extends PlaceChange>(changes: readonly T[]): Map<string, T[]> {
  const stacks = new Map<string, T[]>();
  for (const change of changes) {
    const stack = stacks.get(change.area) ?? [];
    if (change.action === 'install') stack.push(change);
    else stack.pop();
    stacks.set(change.area, stack);
  }
  return stacks;
}

/** Widths of places in which a method can be in force: community, street, district; the most special first. */
export const placeWidths = [12, 9, 6] as const;

/** The places whose methods hold at a code, the most special first: a grid is worked by its community's. */
export const placesAbove = (code: string): string[] => placeWidths.filter((width) => code.length >= width).map((width) => code.slice(0, width));
