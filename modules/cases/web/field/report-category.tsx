import { useSay, useSession, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { client, type CategoryGroup, type Reply } from '../shared/client.ts';
import { Chips } from '@hezhi/matters/screens/phone';
import { CategorySheet, leafOf } from './subject-field.tsx';

type Guess = Reply<'POST /case-categories/guess'>['items'][number];

/** Three likely categories for the words so far, to be touched; the whole tree behind a button. */
export function CategoryGuess({
  text,
  value,
  tree,
  onChange,
  error,
}: {
  text: string;
  value: string | null;
  tree: readonly CategoryGroup[] | undefined;
  onChange: (code: string | null) => void;
  error: string | null;
}) {
  const t = useWords('cases');
  const say = useSay();
  const { district } = useSession();
  const [guesses, setGuesses] = useState<readonly Guess[]>([]);
  const [open, setOpen] = useState(false);
  const words = text.trim();
  useEffect(() => {
    if (words.length < 2) return undefined;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      client('POST /case-categories/guess', { body: { text: words, ...(district ? { district } : {}) }, signal: gone.signal }).then(
        (found) => setGuesses(found.items),
        // Without network the tree is still there to choose from.
        () => undefined,
      );
    }, 450);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [words, district]);
  const chosen = leafOf(tree, value);
  const shown = words.length < 2 ? [] : guesses;
  const chips = [
    ...(chosen && !shown.some((guess) => guess.code === value) ? [{ value: chosen.leaf.code, text: say(chosen.leaf.name), sub: say(chosen.branch.name) }] : []),
    ...shown.map((guess) => ({ value: guess.code, text: say(guess.name), sub: say(guess.group) })),
  ];
  return (
    <div className="hz-stack">
      <Chips
        label={t('field.report.category')}
        hint={chips.length > 0 ? undefined : t('field.report.categoryHint')}
        required
        chips={chips}
        chosen={value ? [value] : []}
        onChange={([first]) => onChange(first ?? null)}
        error={error}
      />
      <div>
        <button type="button" className="hz-button" onClick={() => setOpen(true)}>
          {t('field.report.tree')}
        </button>
      </div>
      {open ? (
        <CategorySheet
          onClose={() => setOpen(false)}
          onChoose={(code) => {
            onChange(code);
            setOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}
