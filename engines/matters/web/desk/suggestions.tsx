import type { Words } from '@hezhi/contract';
import type { PickedPlace } from '@hezhi/ui/map';
import { Problem, useSay, useSession, useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import { useRoute } from '../shared/client.ts';
import { AreaPicker } from './area-picker.tsx';
import './chips.css';

/** A subject that words speak for, with these words. */
export type Guess = { readonly code: string; readonly name: Words; readonly because: readonly string[] };

/** The likeliest subjects for the words so far, each with the words that spoke for it. `ask` names the kind's route; a failure leaves the place empty: it is a help only. */
export function Guesses({
  text,
  picked,
  onPick,
  ask,
}: {
  text: string;
  picked: string;
  onPick: (code: string) => void;
  ask: (text: string, district: string | undefined, signal: AbortSignal) => Promise<{ items: readonly Guess[] }>;
}) {
  const t = useWords('matters');
  const say = useSay();
  const { district } = useSession();
  const [guesses, setGuesses] = useState<readonly Guess[]>([]);
  const asking = useRef(ask);
  useEffect(() => {
    asking.current = ask;
  });
  const asked = text.trim();
  useEffect(() => {
    if (asked.length < 4) {
      setGuesses([]);
      return undefined;
    }
    const gone = new AbortController();
    const timer = setTimeout(() => {
      asking.current(asked, district ?? undefined, gone.signal).then(
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
    <div className="hzc-chips" role="group" aria-label={t('suggest.guesses')}>
      {guesses.map((guess) => {
        const on = guess.code === picked;
        return (
          <button
            key={guess.code}
            type="button"
            className="hzc-chip"
            aria-pressed={on}
            data-on={on ? '' : undefined}
            title={guess.because.join(t('shared.comma'))}
            onClick={() => onPick(guess.code)}
          >
            {say(guess.name)}
          </button>
        );
      })}
    </div>
  );
}

/** Places known by what is typed: one click sets the pin. What was chosen is not offered again. */
export function Addresses({ text, onPick }: { text: string; onPick: (place: PickedPlace) => void }) {
  const t = useWords('matters');
  const { district } = useSession();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = q.length >= 2 && district !== null && q !== chosen;
  const found = useRoute('GET /places/addresses', { query: { q: q || '-', district: district ?? '', limit: 5 } }, { enabled: asked });
  const items = asked ? (found.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <ul className="hzc-chips hzc-chips-list" aria-label={t('suggest.addresses')}>
      {items.map((item) => (
        <li key={`${item.text}${item.code ?? ''}`}>
          <button
            type="button"
            className="hzc-chip"
            onClick={() => {
              setChosen(item.text);
              onPick({ lon: item.point.coordinates[0], lat: item.point.coordinates[1], address: item.text });
            }}
          >
            {item.text} <span className="hz-small">{item.area_name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Which grid the pin lies in; without a pin a territory may be chosen. */
export function Located({ place, area, onArea }: { place: PickedPlace; area: string; onArea: (area: string) => void }) {
  const t = useWords('matters');
  const { district } = useSession();
  const pinned = place.lon !== null && place.lat !== null;
  const found = useRoute(
    'GET /places/locate',
    { query: { lon: String(place.lon ?? 0), lat: String(place.lat ?? 0), district: district ?? undefined } },
    { enabled: pinned, keep: false },
  );
  if (!pinned)
    return (
      <div className="hz-row">
        <span className="hz-small">{t('suggest.orArea')}</span>
        <AreaPicker value={area} onChange={onArea} width={220} label={t('suggest.area')} />
      </div>
    );
  const { data, error } = found;
  return (
    <p role="status" className="hz-small">
      {data ? t('shared.place.in', { name: data.areas.map((one) => one.name).join(' ') }) : error instanceof Problem ? error.detail : ''}
    </p>
  );
}
