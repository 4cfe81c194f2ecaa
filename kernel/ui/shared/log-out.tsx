import { Away, lossesOf, useKept, useSession, useWords } from '@hezhi/web';
import { useCallback } from 'react';
import { useConfirm, useToast } from './ask.tsx';

/** Logging out: the device is cleared of the person; where something would be lost by it, that is said first and one may think better of it. */
export function useLogOut(): () => Promise<void> {
  const t = useWords('ui');
  const session = useSession();
  const kept = useKept();
  const confirm = useConfirm();
  const toast = useToast();
  return useCallback(async () => {
    const losses = session.person ? lossesOf(session.person.id, kept) : [];
    if (losses.length > 0) {
      const effect = (
        <>
          <p>{t('logOut.lost')}</p>
          <ul>
            {losses.map(({ text, count }) => (
              <li key={text}>{t(text, { count })}</li>
            ))}
          </ul>
        </>
      );
      if (!(await confirm({ title: t('logOut.title'), effect, yes: t('logOut.yes'), no: t('logOut.no'), danger: true }))) return;
    }
    try {
      await session.logOut();
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      toast(t('logOut.away'));
    }
  }, [t, session, kept, confirm, toast]);
}
