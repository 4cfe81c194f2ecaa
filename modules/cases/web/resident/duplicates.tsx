import { useWords } from '@hezhi/web';
import { fileHeaders, fileToken } from '@hezhi/matters/screens/resident';
import { Link } from 'react-router';
import { useSimilar, type SimilarAsk } from '../shared/duplicates.ts';
import { SimilarPanel } from '../shared/duplicates-panel.tsx';

const key = 'hezhi.device';
let unkept: string | null = null;

/** The secret by which this device says "me too" once, whatever is reported from it; lost with the browser's data. */
export function deviceToken(): string {
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null && /^[\w-]{20,100}$/.test(kept)) return kept;
    const made = fileToken();
    localStorage.setItem(key, made);
    return made;
  } catch {
    return (unkept ??= fileToken());
  }
}

const saidKey = 'hezhi.me-too';
/** Cases to which this device said "me too" while nobody was logged in. */
export function saidHere(): readonly string[] {
  try {
    return (localStorage.getItem(saidKey) ?? '').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}
export function rememberSaid(id: string, on: boolean): void {
  try {
    localStorage.setItem(saidKey, [...saidHere().filter((one) => one !== id), ...(on ? [id] : [])].slice(-200).join(' '));
  } catch {
    // Then the button offers it again, and the server counts it once.
  }
}

/** Who says "me too": the account, or for visitors the device. */
export const meTooHeaders = (visitor: boolean): Record<string, string> => fileHeaders(visitor ? deviceToken() : null);

/** While a resident reports: what others said of the same near by. */
export function SimilarNearby({ asked, visitor }: { asked: SimilarAsk | null; visitor: boolean }) {
  const t = useWords('cases');
  const suggestions = useSimilar(asked, meTooHeaders(visitor));
  return (
    <SimilarPanel
      suggestions={{ ...suggestions, say: (one, on, phone) => suggestions.say(one, on, phone).then(() => (visitor ? rememberSaid(one.id, on) : undefined)) }}
      said={t('duplicates.meToo')}
      told={t(visitor ? 'duplicates.panel.toldDevice' : 'duplicates.panel.told')}
      link={(one) => <Link to={`/near/${one.district}/${one.id}`}>{t('duplicates.look')}</Link>}
    />
  );
}
