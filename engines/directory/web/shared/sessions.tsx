import { Answer, Empty, Tag, useConfirm, useToast, useLogOut } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { useCommand, useRoute } from './client.ts';
import { deviceName } from './device.ts';

/** Where I am logged in; any of them can be ended, or all others at once. */
export function Sessions() {
  const t = useWords('directory');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const logOut = useLogOut();
  const sessions = useRoute('GET /sessions');
  const end = useCommand('DELETE /sessions/:id', { refresh: ['GET /sessions'] });
  const others = (sessions.data?.items ?? []).filter((one) => !one.current);
  const endAll = async () => {
    const sure = await confirm({
      title: t('sessions.endOthers'),
      effect: t('sessions.endOthersEffect', { count: others.length }),
      yes: t('sessions.endOthers'),
    });
    if (!sure) return;
    // One after the other: another may have ended by itself meanwhile.
    for (const one of others) await end.run({ params: { id: one.id } }).catch(() => undefined);
    toast(t('sessions.ended'));
  };
  return (
    <Answer of={sessions} empty={<Empty title={t('sessions.none')} />}>
      {(data) => (
        <>
          <ul className="dir-rows">
            {data.items.map((one) => (
              <li key={one.id}>
                <div>
                  <strong title={one.device ?? undefined}>{deviceName(one.device) ?? t('sessions.unknown')}</strong>{' '}
                  {one.current ? <Tag tone="good">{t('sessions.this')}</Tag> : null}
                  <p className="hz-small hz-num">
                    {t('sessions.seen', { at: time.moment(one.last_seen) })} · {t('sessions.began', { at: time.moment(one.created) })}
                    {one.address ? ` · ${one.address}` : ''}
                  </p>
                </div>
                {one.current ? (
                  <button type="button" className="hz-button" onClick={() => void logOut()}>
                    {t('sessions.logOut')}
                  </button>
                ) : (
                  <button
                    type="button"
                    className="hz-button"
                    disabled={end.isPending}
                    onClick={() =>
                      void end.run({ params: { id: one.id } }).then(
                        () => toast(t('sessions.ended')),
                        () => void sessions.refetch(),
                      )
                    }
                  >
                    {t('sessions.end')}
                  </button>
                )}
              </li>
            ))}
          </ul>
          {others.length > 1 ? (
            <p style={{ marginTop: 12 }}>
              <button type="button" className="hz-button" disabled={end.isPending} onClick={() => void endAll()}>
                {t('sessions.endOthers')}
              </button>
            </p>
          ) : null}
        </>
      )}
    </Answer>
  );
}
