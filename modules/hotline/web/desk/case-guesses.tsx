import { useSay, useSession, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { client, type Reply } from '../shared/client.ts';

type Guess = Reply<'POST /case-categories/guess'>['items'][number];

/** The three likeliest categories for the words so far; choosing one puts it below. */
export function Guesses({ text, picked, onPick }: { text: string; picked: string; onPick: (code: string) => void }) {
  const t = useWords('hotline');
  const say = useSay();
  const { district } = useSession();
  const [guesses, setGuesses] = useState<readonly Guess[]>([]);
  const asked = text.trim();
  useEffect(() => {
    if (asked.length < 4) {
      setGuesses([]);
      return undefined;
    }
    const gone = new AbortController();
    const timer = setTimeout(() => {
      // A help only: without it the list below does.
      client('POST /case-categories/guess', { body: { text: asked, district: district ?? undefined }, signal: gone.signal }).then(
        (reply) => setGuesses(reply.items),
        () => undefined,
      );
    }, 400);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [asked, district]);
  if (guesses.length === 0) return null;
  return (
    <div className="hzl-chips" role="group" aria-label={t('form.guesses')}>
      {guesses.map((guess) => (
        <button
          key={guess.code}
          type="button"
          className="hzl-chip"
          aria-pressed={guess.code === picked}
          title={guess.because.join(t('form.comma'))}
          onClick={() => onPick(guess.code)}
        >
          {say(guess.name)}
        </button>
      ))}
    </div>
  );
}
