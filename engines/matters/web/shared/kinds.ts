import { useKinds } from '@hezhi/web';
import { useCallback, type ComponentType, type LazyExoticComponent } from 'react';
import type { InboxItem, Matter, MatterDetail, Step, StepField } from './client.ts';

/** A component that is loaded when it is shown. */
export type Slot<P> = LazyExoticComponent<ComponentType<P>>;
/** What stands in a matter's page beside what every matter has. `detail` is the newest answer of `GET /matters/:id`. */
export type PartProps = { readonly detail: MatterDetail };
export type Part = { readonly order: number; readonly element: Slot<PartProps> };
/** Beside a field of words while a step is being filled in (ready sentences): `insert` adds to what is typed. */
export type TypingProps = { readonly matter: string; readonly step: string; readonly field: StepField; readonly insert: (text: string) => void };
/** Choosing a key of the kind's subject tree; `current` is the one that the matter has now. */
export type SubjectProps = {
  readonly field: StepField;
  readonly value: string;
  readonly onChange: (code: string | undefined) => void;
  readonly current: string | null;
  readonly district: string | null;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
};
/** A territory that a layer colours on a map: its code and how much it matters. */
export type ShownArea = { readonly area: string; readonly tone: 'warn' | 'late' };
/** A layer of maps that show a whole territory: draws its own switch with the list of what it shows, and hands up what is to be coloured ([] while it is off). */
export type LayerProps = { readonly show: (areas: readonly ShownArea[]) => void };
/** The step that a card of the phone's list offers, and the key of its word (`cases:field.do.take`). It is only an offer: at the touch the matter is asked. */
export type NextStep = { readonly step: string; readonly label: string };

/**
 * How a kind of matter shows itself in one app, beside what every matter has. Everything may be left out: then the matter is shown by what the engine
 * knows. A room may add `parts` and `tools` to another room's kind, or to all (`*`); of everything else the first room that says it is heard.
 */
export type KindScreens = {
  /** Key of the kind's word: `cases:kind.case`. Absent: the procedure's name. */
  readonly name?: string;
  readonly icon?: ComponentType;
  /** The ordinary kind: lists do not name it. */
  readonly plain?: boolean;
  /** What is told: drawn below the sentence. Asks its own facts by `detail.matter.id`. */
  readonly facts?: Slot<PartProps>;
  /** Further sections between the facts and the timeline. */
  readonly parts?: readonly Part[];
  /** Buttons in the head of the page (desk) or below the facts (phones): print, start something from here. */
  readonly tools?: readonly Part[];
  /** Layers of the command desk's map. */
  readonly layers?: readonly { readonly order: number; readonly element: Slot<LayerProps> }[];
  /** Beside words while a step is typed (desk). */
  readonly typing?: readonly { readonly order: number; readonly element: Slot<TypingProps> }[];
  /** Where one is begun: a button above the queue (desk). `label`: key of its word. */
  readonly start?: { readonly path: string; readonly label: string; /** Absent: anybody. */ readonly permission?: string; readonly main?: boolean };
  /** The page of its own below the app's base, where the kind has one; else the engine's. */
  readonly path?: (id: string) => string;
  /** The route that names who may be chosen as owner, with the reply of `GET /matters/:id/owners`. */
  readonly owners?: `GET /${string}`;
  /** Input of fields of type `subject`. */
  readonly subject?: Slot<SubjectProps>;
  /** The queue's filter by subject (desk). */
  readonly subjectFilter?: Slot<{ readonly value: string; readonly onChange: (code: string) => void }>;
  /** The name of a subject's code, as plain text. */
  readonly subjectName?: Slot<{ readonly code: string }>;
  /** List items (`<li>`) of what else a search finds that narrows the queue: subjects by name (desk). */
  readonly found?: Slot<{ readonly q: string }>;
  /** Keys of legs whose name says nothing beside the state: cards leave it out. */
  readonly plainLegs?: readonly string[];
  /** Phone list: the step offered on a card; null for none. */
  readonly next?: (item: Pick<InboxItem, 'matter' | 'leg'>, post: string | null) => NextStep | null;
  /** Phone page: the thumb's order of steps, small first; below 9 it is a button, 9 and more stands in the list. Undefined leaves it to the engine. */
  readonly rank?: (step: Step, matter: Matter) => number | undefined;
  /** Resident's steps: keys of words by step, in the order of the buttons (`cases:resident.step.urge`). */
  readonly asker?: AskerWords;
  /** 我的事: below the list for people, in its stead for visitors. */
  readonly mine?: Slot<{ readonly visitor: boolean }>;
};
/** `name`, `effect`, `told`: keys of words; absent ones are the procedure's. `rating`: has a place of its own (stars) and no button; its effect is said at few stars. */
export type AskerWords = Readonly<Record<string, { readonly name?: string; readonly effect?: string; readonly told?: string; readonly rating?: boolean }>>;

/** What a room says about a kind, with its types checked: `kinds: { case: defineKind({ … }) }` of `defineScreens`. */
export const defineKind = (kind: KindScreens): KindScreens => kind;

/** What all rooms say about a kind together. */
export function kindScreens(said: Readonly<Record<string, readonly object[]>>, kind: string): KindScreens {
  const known = remembered.get(said) ?? new Map<string, KindScreens>();
  remembered.set(said, known);
  const found = known.get(kind);
  if (found) return found;
  const all = [...(said[kind] ?? []), ...(said['*'] ?? [])] as readonly KindScreens[];
  const merged = all.reduce<KindScreens>((sum, one) => ({ ...one, ...sum }), {});
  const made: KindScreens = {
    ...merged,
    parts: inOrder(all.flatMap((one) => one.parts ?? [])),
    tools: inOrder(all.flatMap((one) => one.tools ?? [])),
    layers: inOrder(all.flatMap((one) => one.layers ?? [])),
    typing: inOrder(all.flatMap((one) => one.typing ?? [])),
  };
  known.set(kind, made);
  return made;
}
const remembered = new WeakMap<object, Map<string, KindScreens>>();
const inOrder = <T extends { readonly order: number }>(list: readonly T[]): readonly T[] => [...list].sort((a, b) => a.order - b.order);

/** How a kind shows itself in this app. */
export const useKind = (kind: string): KindScreens => kindScreens(useKinds(), kind);

/** What all kinds together put on a map of a territory, in order. */
export const layersOf = (said: Readonly<Record<string, readonly object[]>>): NonNullable<KindScreens['layers']> =>
  inOrder(Object.values(said).flatMap((rooms) => (rooms as readonly KindScreens[]).flatMap((one) => one.layers ?? [])));
export const useLayers = (): NonNullable<KindScreens['layers']> => layersOf(useKinds());

/** The kinds that show themselves in this app, by name. */
export const useKindNames = (): readonly string[] => Object.keys(useKinds()).filter((kind) => kind !== '*');

/** Where a matter is opened: the page of its kind's own, else that of the engine (`/matters/`, `/task/`, `/mine/`), with the search of the address kept there. */
export function usePathOf(own: string): (matter: Pick<Matter, 'id' | 'kind'>, search?: string) => { pathname: string; search: string } {
  const screens = useKinds();
  return useCallback(
    (matter, search = '') => {
      const path = kindScreens(screens, matter.kind).path?.(matter.id);
      return path === undefined ? { pathname: `${own}${matter.id}`, search } : { pathname: path, search: '' };
    },
    [screens, own],
  );
}

const nothing: KindScreens = {};

/** The kind whose subjects a list is narrowed by: the one that it is narrowed to, else the first that names its subjects. */
export function useSubjects(asked: string): KindScreens {
  const screens = useKinds();
  const names = useKindNames();
  return (asked ? [asked] : names).map((kind) => kindScreens(screens, kind)).find((one) => one.subjectFilter ?? one.subjectName) ?? nothing;
}
