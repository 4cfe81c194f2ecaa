import type { PickedPlace } from '@hezhi/ui/map';
import { useDraft } from '@hezhi/web';
import type { CallOne } from '../shared/client.ts';

export type Kind = NonNullable<CallOne['kind']>;
export type Outcome = NonNullable<CallOne['outcome']>;
export type Divert = NonNullable<CallOne['divert']>;
export const kinds = ['consult', 'help', 'complaint', 'tip_off', 'suggestion'] as const satisfies readonly Kind[];
export const outcomes = ['answered', 'case', 'existing', 'diverted', 'dropped', 'nuisance'] as const satisfies readonly Outcome[];

/** What is being taken down during a call; kept on this device until the call is finished. */
export type DraftCall = {
  call: string;
  /** Made before the first attempt: the same id twice is the same case. */
  caseId: string;
  description: string;
  kind: Kind | '';
  category: string;
  answers: Readonly<Record<string, unknown>>;
  place: PickedPlace;
  area: string;
  name: string;
  hideName: boolean;
  outcome: Outcome | '';
  note: string;
  divert: Divert | '';
  divertTo: string;
  matter: string;
  /** Undefined: nothing said about it. */
  wish?: { text: string; from: string; to: string };
};

export const empty: DraftCall = {
  call: '',
  caseId: '',
  description: '',
  kind: '',
  category: '',
  answers: {},
  place: { lon: null, lat: null, address: '' },
  area: '',
  name: '',
  hideName: true,
  outcome: '',
  note: '',
  divert: '',
  divertTo: '',
  matter: '',
};

/** The draft of a call; what was typed for another call is not carried over. */
export function useDraftCall(call: string) {
  const [kept, set, clear, restored] = useDraft<DraftCall>('hotline.call', empty);
  const value: DraftCall = kept.call === call ? kept : { ...empty, call };
  return {
    value,
    restored: restored && kept.call === call && (kept.description !== '' || kept.note !== ''),
    change: (part: Partial<DraftCall>) => set((before) => ({ ...(before.call === call ? before : empty), call, ...part })),
    clear,
  };
}
export type Drafting = ReturnType<typeof useDraftCall>;

/** `18:30` as minutes of the day; null for nothing or nonsense. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}
export const clockOf = (minutes: number | null): string =>
  // An input of time knows no 24:00.
  minutes === null ? '' : minutes >= 1440 ? '23:59' : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Where it is, as the route takes it: what is known of point, address and territory. */
export function placeOf({ place, area }: Pick<DraftCall, 'place' | 'area'>) {
  const { lon, lat, address } = place;
  return {
    ...(lon !== null && lat !== null ? { point: [lon, lat] as [number, number] } : {}),
    ...(address.trim() ? { address: address.trim() } : {}),
    ...(area ? { area } : {}),
  };
}

/** The report as the route takes it: only answers to questions that the chosen category asks. */
export function caseOf(value: DraftCall, id: string, kind: Kind, questions: readonly string[]) {
  return {
    id,
    kind,
    category: value.category,
    description: value.description.trim(),
    place: placeOf(value),
    answers: Object.fromEntries(Object.entries(value.answers).filter(([key]) => questions.includes(key))),
    hide_name: value.hideName,
    ...(value.name.trim() ? { contact: { name: value.name.trim() } } : {}),
  };
}
