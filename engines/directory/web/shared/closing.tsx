import { Answer, Failure, useConfirm, useToast } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRoute, type Reply } from './client.ts';
import { ProofForm, type ProofGiven } from './proof-form.tsx';

const goes = ['name', 'ways', 'notices', 'words', 'signature'] as const;
const stays = ['matters', 'votes', 'log'] as const;

/** Closing the account: what goes, what stays and why, what holds it; seven days to take it back. */
export function ClosingPart({ account }: { account: Reply<'GET /sessions/current'>['account'] }) {
  const t = useWords('directory');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const closing = useRoute('GET /me/closing');
  const ask = useCommand('POST /me/closing', { refresh: ['GET /me/closing'] });
  const undo = useCommand('DELETE /me/closing', { refresh: ['GET /me/closing'] });
  const [open, setOpen] = useState(false);
  const close = async (given: ProofGiven) => {
    const sure = await confirm({ title: t('data.closing.sure'), effect: t('data.closing.effect'), yes: t('data.closing.yes'), danger: true });
    if (!sure) return;
    const done = await ask.run({ body: given }).catch(() => null);
    if (done) setOpen(false);
  };
  return (
    <Answer of={closing} rows={3}>
      {({ own, due_at, ties }) => {
        if (!own) return <p>{t('data.closing.staff')}</p>;
        const blocks = ties.some((tie) => tie.blocks);
        return (
          <div className="hz-form">
            {due_at ? (
              <>
                <p role="status">{t('data.closing.due', { at: time.exact(due_at) })}</p>
                <Failure error={undo.error} />
                <div className="hz-row">
                  <button
                    type="button"
                    className="hz-button"
                    data-primary
                    disabled={undo.isPending}
                    onClick={() =>
                      void undo.run({}).then(
                        () => toast(t('data.closing.undone')),
                        () => undefined,
                      )
                    }
                  >
                    {t('data.closing.undo')}
                  </button>
                </div>
              </>
            ) : (
              <p>{t('data.closing.what')}</p>
            )}
            {ties.length > 0 ? (
              <>
                <p>{t(blocks ? 'data.closing.first' : 'data.closing.mind')}</p>
                <ul className="dir-rows">
                  {ties.map((tie) => (
                    <li key={tie.said}>
                      <div>{tie.said}</div>
                      {tie.link ? (
                        <Link className="hz-button" to={tie.link}>
                          {t('data.closing.go')}
                        </Link>
                      ) : null}
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
            <details open={open || due_at !== null}>
              <summary>{t('data.closing.more')}</summary>
              <h3 style={{ marginBlockStart: 12 }}>{t('data.closing.goes')}</h3>
              <ul className="dir-list">
                {goes.map((key) => (
                  <li key={key}>{t(`data.closing.gone.${key}`)}</li>
                ))}
              </ul>
              <h3>{t('data.closing.stays')}</h3>
              <ul className="dir-list">
                {stays.map((key) => (
                  <li key={key}>{t(`data.closing.kept.${key}`)}</li>
                ))}
              </ul>
            </details>
            {open && !due_at ? (
              <ProofForm
                account={account}
                what={<p>{t('data.proof.why')}</p>}
                yes={t('data.closing.ask')}
                danger
                error={ask.error}
                busy={ask.isPending}
                onProve={(given) => void close(given)}
                onCancel={() => setOpen(false)}
              />
            ) : null}
            {!open && !due_at ? (
              <div className="hz-row">
                <button type="button" className="hz-button" disabled={blocks} onClick={() => setOpen(true)}>
                  {t('data.closing.ask')}
                </button>
              </div>
            ) : null}
          </div>
        );
      }}
    </Answer>
  );
}
