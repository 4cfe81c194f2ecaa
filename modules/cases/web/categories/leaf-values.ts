import { newId } from '@hezhi/contract/light';
import type { Leaf, Question } from './client.ts';

/** What may be set of a category. */
export type LeafValues = Pick<Leaf, 'name' | 'hints' | 'tier' | 'limits' | 'lead' | 'settle' | 'questions' | 'example' | 'active'>;

export const valuesOf = ({ name, hints, tier, limits, lead, settle, questions, example, active }: Leaf): LeafValues => ({
  name,
  hints,
  tier,
  limits,
  lead,
  settle,
  questions,
  example,
  active,
});

/** A key for a new question or option: letters only, as the contract wants it; people never see it. */
export const freshKey = (start: string): string =>
  `${start}_${[...newId().replaceAll('-', '').slice(-12)].map((sign) => String.fromCharCode(97 + Number.parseInt(sign, 16))).join('')}`;

type Words = Leaf['name'];
/** Words with what was typed; a Traditional form that was written for other words is dropped, never guessed. */
function wordsWith(before: Words | undefined, typed: Words | undefined): Words {
  const next = { 'zh-Hans': (typed?.['zh-Hans'] ?? '').trim(), en: (typed?.en ?? '').trim() };
  const kept = before?.['zh-Hant'] !== undefined && before['zh-Hans'] === next['zh-Hans'] ? { 'zh-Hant': before['zh-Hant'] } : {};
  return { ...next, ...kept };
}

/** What is sent: what was typed over what stood there, so that what the form does not show stays. */
export function toSend(leaf: Leaf | null, typed: LeafValues): LeafValues {
  const question = (one: Question): Question => {
    const before = leaf?.questions.find((old) => old.key === one.key);
    const { options: _, ...rest } = { ...before, ...one };
    return {
      ...rest,
      label: wordsWith(before?.label, one.label),
      required: one.required ?? false,
      ...(one.type === 'choice'
        ? {
            options: (one.options ?? []).map((option) => {
              const value = option.value || freshKey('o');
              return { value, label: wordsWith(before?.options?.find((old) => old.value === value)?.label, option.label) };
            }),
          }
        : {}),
    };
  };
  return {
    ...typed,
    name: wordsWith(leaf?.name, typed.name),
    example: wordsWith(leaf?.example, typed.example),
    hints: [...new Set(typed.hints.map((hint) => hint.trim()).filter(Boolean))],
    questions: (typed.questions ?? []).map((one) => question({ ...one, key: one.key || freshKey('q') })),
  };
}

/** Which of the settable parts differ between two states of a category. */
export function differences(a: LeafValues, b: LeafValues): (keyof LeafValues)[] {
  return (Object.keys(a) as (keyof LeafValues)[]).filter((key) => JSON.stringify(sorted(a[key])) !== JSON.stringify(sorted(b[key])));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== false)
      .toSorted(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
