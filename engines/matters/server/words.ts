import { spokenIn, type Language, type Words } from '@hezhi/contract';
import { speak, type Call } from '@hezhi/server';
import { engineSteps, type Procedure } from '../contract/index.ts';
import { namesOf, type Names } from './owners.ts';

const unknown: Words = { 'zh-Hans': '有人', en: 'Somebody' };
const clock: Words = { 'zh-Hans': '系统', en: 'The system' };

/** A step's name, the engine's own steps included. */
export function stepWords(procedure: Procedure, step: string): Words {
  return (
    procedure.steps[step]?.name ?? (step === 'open' ? procedure.opening.name : (engineSteps as Record<string, Words>)[step]) ?? { 'zh-Hans': step, en: step }
  );
}

const reduced = new WeakMap<Procedure, Map<Language, Procedure>>();
const isWords = (value: object): value is Words => 'zh-Hans' in value && 'en' in value;
const onlyIn = (value: unknown, language: Language): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map((one) => onlyIn(one, language))
      : isWords(value)
        ? spokenIn(value, language)
        : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, onlyIn(one, language)]));

/** A procedure as a reader of one language gets it: half of a page's bytes were words in languages that nobody there reads. */
export function procedureIn(procedure: Procedure, language: Language): Procedure {
  let known = reduced.get(procedure);
  if (!known) reduced.set(procedure, (known = new Map()));
  let own = known.get(language);
  if (!own) {
    known.set(language, (own = onlyIn(procedure, language) as Procedure));
    reduced.set(own, new Map([[language, own]]));
  }
  return own;
}

/** The keys in a refusal's values (leg, state, step, mark, owner, who) as words of the procedure and names of the directory. */
export async function faultWords(
  call: Call,
  procedure: Procedure,
  district: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  return wordsOfFault(call, procedure, await namesOf(call.house, district), values);
}

/** The same where the names are at hand. */
export function wordsOfFault(call: Call, procedure: Procedure, names: Names, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const words: Record<string, unknown> = { ...values, ...ownersOfFault(call, names, values) };
  const put = (key: string, word: Words | undefined): void => {
    if (key in values && word) words[key] = speak(word, call.language);
  };
  put('leg', procedure.legs[String(values.leg)]?.name);
  put('state', procedure.states[String(values.state)]?.name);
  put('step', 'step' in values && values.step !== '' ? stepWords(procedure, String(values.step)) : undefined);
  put('mark', procedure.marks[String(values.mark)]);
  return words;
}

/** The part of a refusal's words that may change while the procedure stays: names of people and offices. */
export function ownersOfFault(call: Call, names: Names, { owner, who }: Readonly<Record<string, unknown>>): { owner?: string; who?: string } {
  const words: { owner?: string; who?: string } = {};
  if (typeof owner === 'string') {
    const [what, id] = owner.split(':') as [string, string];
    words.owner =
      what === 'org'
        ? (names.org(id) ?? '')
        : what === 'post'
          ? (names.post(id) ?? speak(unknown, call.language))
          : (names.person(id) ?? speak(unknown, call.language));
  }
  if (typeof who === 'string') words.who = who === 'system' ? speak(clock, call.language) : (names.person(who) ?? speak(unknown, call.language));
  return words;
}
