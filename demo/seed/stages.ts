/** What awaits the demo's accounts: how long ago it was reported (minutes), how far it has come, and who settles its kind. */
export const stages = [
  { ago: 25, to: 'reported', settle: 'grid' },
  { ago: 95, to: 'reported', settle: 'department' },
  { ago: 130, to: 'accepted', settle: 'department' },
  { ago: 190, to: 'accepted', settle: 'department' },
  { ago: 150, to: 'assigned', settle: 'grid' },
  { ago: 210, to: 'assigned', settle: 'grid' },
  { ago: 330, to: 'assigned', settle: 'grid' },
  { ago: 400, to: 'taken', settle: 'grid' },
  { ago: 480, to: 'taken', settle: 'grid' },
  { ago: 300, to: 'dispatched', settle: 'department' },
  { ago: 540, to: 'dispatched', settle: 'department' },
  { ago: 700, to: 'handling', settle: 'department' },
  { ago: 760, to: 'extension', settle: 'department' },
  { ago: 820, to: 'return', settle: 'department' },
  { ago: 900, to: 'verifying', settle: 'grid' },
  { ago: 1500, to: 'verifying', settle: 'department' },
  { ago: 2900, to: 'rating', settle: 'grid' },
  { ago: 4400, to: 'closed', settle: 'grid' },
] as const;

export type Stage = (typeof stages)[number]['to'];

/** Keys of welcome cases begin so. */
export const prefix = 'welcome-';

/** How far a welcome case has come; null for the cases of the town's own life. */
export const stageOf = (key: string): Stage | null => (key.startsWith(prefix) ? stages[Number(key.split('-').at(-1))]!.to : null);
