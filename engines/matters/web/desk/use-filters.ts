import { useFilters } from '@hezhi/web';

/** What the queue is filtered by; all of it stands in the address, so that a link or going back finds the same list. */
export const shape = {
  view: '',
  q: '',
  kind: '',
  state: '',
  stage: '',
  subject: '',
  area: '',
  exact: '',
  tier: '',
  channel: '',
  mark: '',
  overdue: '',
  due: '',
  measure: '',
  from: '',
  to: '',
  open: '',
  sort: '',
} as const;

export type QueueFilters = { [K in keyof typeof shape]: string };
export type View = 'mine' | 'org' | 'area' | 'watching' | 'all';
export const views: readonly View[] = ['mine', 'org', 'area', 'watching', 'all'];

/** Filters that narrow the list (not the view nor the order): each may be taken away as a chip. */
export const narrowing = [
  'q',
  'kind',
  'state',
  'stage',
  'subject',
  'area',
  'exact',
  'tier',
  'channel',
  'mark',
  'overdue',
  'due',
  'measure',
  'from',
  'to',
  'open',
] as const;
export type Narrowing = (typeof narrowing)[number];

export const useQueueFilters = () => useFilters(shape);

/** The view that is shown: links from figures name a measure and no view, and mean everything that one may see. */
export function viewOf(filters: QueueFilters): View {
  const named = views.find((view) => view === filters.view);
  return named ?? (filters.measure || filters.from || filters.to || filters.open ? 'all' : 'mine');
}

/** The filters as the routes of matters take them. */
export function matterQuery(filters: QueueFilters) {
  const some = (value: string) => value || undefined;
  return {
    q: some(filters.q),
    kind: some(filters.kind),
    state: some(filters.state),
    subject: some(filters.subject),
    area: some(filters.area),
    channel: some(filters.channel),
    mark: some(filters.mark),
    measure: some(filters.measure),
    from: some(filters.from),
    to: some(filters.to),
    tier: filters.tier ? Number(filters.tier) : undefined,
    exact: filters.exact ? 'true' : undefined,
    overdue: filters.overdue ? 'true' : undefined,
    stage: stages.find((stage) => stage === filters.stage),
  };
}
const stages = ['report', 'register', 'dispatch', 'handle', 'feedback', 'verify', 'rate'] as const;

/** The list of everything, without pages: also what is counted and exported. */
export const listQuery = (filters: QueueFilters) => ({
  ...matterQuery(filters),
  open: filters.open ? (filters.open === '1' ? 'true' : 'false') : undefined,
  sort: filters.sort === 'opened' ? ('opened_asc' as const) : ('opened_desc' as const),
});

export const inboxQuery = (filters: QueueFilters, view: Exclude<View, 'all'>) => ({
  ...matterQuery(filters),
  view,
  due_within: filters.due ? Number(filters.due) : undefined,
});
