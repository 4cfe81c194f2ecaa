import { Failure, Icon, Loading, Tag } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useEffect, useId, useState } from 'react';
import { client, useRoute, type Reply } from '../shared/client.ts';
import { useRested } from './rested.ts';

export type Guess = Reply<'POST /case-categories/guess'>['items'][number];
export type Tree = Reply<'GET /case-categories'>['groups'];
export type Leaf = Tree[number]['leaves'][number];

/** The tree of the district, kept for an hour. */
export const useTree = (district: string | null) => useRoute('GET /case-categories', { query: district ? { district } : {} }, { fresh: 3600_000 });

/** The leaf of a code, or null. */
export const leafOf = (tree: Tree | undefined, code: string): Leaf | null => tree?.flatMap((group) => group.leaves).find((leaf) => leaf.code === code) ?? null;

/** Three likely categories for what is being typed; what was guessed before stays until the next answer. */
export function useGuesses(text: string, district: string | null): readonly Guess[] {
  const rested = useRested(text.trim(), 450);
  const [guesses, setGuesses] = useState<readonly Guess[]>([]);
  useEffect(() => {
    if (rested.length < 2) return undefined;
    const gone = new AbortController();
    client('POST /case-categories/guess', { body: { text: rested.slice(0, 2000), ...(district ? { district } : {}) }, signal: gone.signal }).then(
      (reply) => setGuesses(reply.items),
      // Without a guess the tree is still there to choose from.
      () => undefined,
    );
    return () => gone.abort();
  }, [rested, district]);
  return rested.length < 2 ? [] : guesses;
}

/** What kind of trouble it is: likely ones first with the words that spoke for them, the whole tree behind. */
export function CategoryField({
  value,
  onChange,
  guesses,
  tree,
  typed,
  error,
}: {
  value: string;
  onChange: (code: string) => void;
  guesses: readonly Guess[];
  tree: ReturnType<typeof useTree>;
  typed: boolean;
  error: string | null;
}) {
  const t = useWords('cases');
  const say = useSay();
  const id = useId();
  const groups = tree.data?.groups;
  const chosen = leafOf(groups, value);
  const guessed = guesses.some((guess) => guess.code === value);
  return (
    <div className="hz-res-section" aria-describedby={error ? id : undefined}>
      <p className="hz-small">{t(guesses.length > 0 ? 'resident.category.guessed' : typed ? 'resident.category.noGuess' : 'resident.category.typeFirst')}</p>
      <fieldset className="hz-res-choices" hidden={guesses.length === 0 && !chosen}>
        <legend className="hz-visually-hidden">{t('resident.category.title')}</legend>
        {chosen && !guessed ? (
          <Choice
            name={`${id}g`}
            code={chosen.code}
            label={say(chosen.name)}
            note={t('resident.category.chosen')}
            tier={chosen.tier}
            checked
            onChange={onChange}
          />
        ) : null}
        {guesses.map((guess) => (
          <Choice
            key={guess.code}
            name={`${id}g`}
            code={guess.code}
            label={say(guess.name)}
            note={
              guess.because.length > 0
                ? t('resident.category.because', { group: say(guess.group), words: guess.because.slice(0, 3).join(t('resident.comma')) })
                : say(guess.group)
            }
            tier={guess.tier}
            checked={guess.code === value}
            onChange={onChange}
          />
        ))}
      </fieldset>
      {error ? (
        <p id={id} className="hz-field-error" role="alert">
          {error}
        </p>
      ) : null}
      <details className="hz-res-tree">
        <summary data-field="category">{t(guesses.length > 0 || chosen ? 'resident.category.other' : 'resident.category.open')}</summary>
        {tree.error ? <Failure error={tree.error} retry={() => void tree.refetch()} /> : null}
        {tree.isPending ? <Loading rows={6} /> : null}
        {groups?.map((group) => (
          <details key={group.code} className="hz-res-tree" name={`${id}tree`}>
            <summary>{say(group.name)}</summary>
            <fieldset className="hz-res-choices">
              <legend className="hz-visually-hidden">{say(group.name)}</legend>
              {group.leaves.map((leaf) => (
                <Choice
                  key={leaf.code}
                  name={`${id}t`}
                  code={leaf.code}
                  label={say(leaf.name)}
                  note={say(leaf.example)}
                  tier={leaf.tier}
                  checked={leaf.code === value}
                  onChange={onChange}
                />
              ))}
            </fieldset>
          </details>
        ))}
      </details>
    </div>
  );
}

function Choice({
  name,
  code,
  label,
  note,
  tier,
  checked,
  onChange,
}: {
  name: string;
  code: string;
  label: string;
  note: string;
  tier: number;
  checked: boolean;
  onChange: (code: string) => void;
}) {
  const t = useWords('cases');
  return (
    <label className="hz-res-choice" data-on={checked ? '' : undefined}>
      <input type="radio" name={name} value={code} checked={checked} onChange={() => onChange(code)} />
      <span>
        {label}{' '}
        {tier === 1 ? (
          <Tag tone="warn" icon="alarm">
            {t('resident.category.danger')}
          </Tag>
        ) : null}
        {note ? <small>{note}</small> : null}
      </span>
    </label>
  );
}

/** Danger to life first: whom to call before anything is typed. */
export function DangerNote() {
  const t = useWords('cases');
  return (
    <div className="hz-res-danger" role="alert">
      <strong>
        <Icon name="alarm" />
        <span>{t('resident.danger.title')}</span>
      </strong>
      <div className="hz-row">
        {(['119', '110', '120'] as const).map((number) => (
          <a key={number} className="hz-button" href={`tel:${number}`}>
            {t(`resident.danger.call${number}`)}
          </a>
        ))}
      </div>
      <p>{t('resident.danger.then')}</p>
    </div>
  );
}
