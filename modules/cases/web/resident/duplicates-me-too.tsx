import { Failure } from '@hezhi/ui';
import { useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand } from '../shared/client.ts';
import { meTooHeaders, rememberSaid, saidHere } from './duplicates.tsx';

/** On the public page of a case: how many met with the same, and "me too" for whoever did. */
export function MeToo({ district, id, count, open, supported }: { district: string; id: string; count: number; open: boolean; supported: boolean }) {
  const t = useWords('cases');
  const session = useSession();
  const refresh = ['GET /public/cases/:district/:id', 'GET /my/me-too'] as const;
  const add = useCommand('POST /cases/:district/:id/me-too', { refresh });
  const drop = useCommand('DELETE /cases/:district/:id/me-too', { refresh });
  const [said, setSaid] = useState<{ me_too: number; supported: boolean } | null>(null);
  if (session.status === 'loading') return null;
  const visitor = session.status !== 'person';
  const now = said?.me_too ?? count;
  const mine = said?.supported ?? (supported || (visitor && saidHere().includes(id)));
  const act = async () => {
    const call = { params: { district, id }, headers: meTooHeaders(visitor) };
    const more = { ...call, body: {} };
    try {
      const reply = mine ? await drop.run(call) : await add.run(more);
      if (visitor) rememberSaid(id, reply.supported);
      setSaid(reply);
    } catch {
      // Told below.
    }
  };
  const error = add.error ?? drop.error;
  return (
    <div>
      <p className="hz-row">
        <span role="status">{now > 0 ? t('duplicates.people', { count: now }) : t('duplicates.nobody')}</span>
        {open ? (
          <button type="button" className="hz-button" aria-pressed={mine} disabled={add.isPending || drop.isPending} onClick={() => void act()}>
            {t(mine ? 'duplicates.panel.takeBack' : 'duplicates.meToo')}
          </button>
        ) : null}
      </p>
      {mine ? <p className="hz-small">{t(visitor ? 'duplicates.panel.toldDevice' : 'duplicates.panel.told')}</p> : null}
      {error ? <Failure error={error} /> : null}
    </div>
  );
}
