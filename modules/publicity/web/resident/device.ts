import { fileHeaders, fileToken } from '@hezhi/matters/screens/resident';
import { useSession } from '@hezhi/web';

const key = 'hezhi.device';
let unkept: string | null = null;

/** The secret by which this device follows and comments without an account; the same that says "me too". Lost with the browser's data. */
function deviceToken(): string {
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

/** As whom this device speaks: by account, or for a visitor by its secret. `ready` is false until it is known which. */
export function useWho(): { ready: boolean; visitor: boolean; headers: Record<string, string> } {
  const { status } = useSession();
  const visitor = status === 'visitor';
  return { ready: status !== 'loading', visitor, headers: fileHeaders(visitor ? deviceToken() : null) };
}
