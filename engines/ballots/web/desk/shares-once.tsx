import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Qr } from '../shared/qr.tsx';

export type Share = { name: string; share: string };

/** The keepers' shares, shown this once: each is given to its keeper on paper; the system keeps none. */
export function SharesOnce({ title, shares, onDone }: { title: string; shares: readonly Share[]; onDone: () => void }) {
  const t = useWords('ballots');
  const toast = useToast();
  const confirm = useConfirm();
  const done = async () => {
    if (await confirm({ title: t('shares.doneTitle'), effect: t('shares.doneEffect'), yes: t('shares.done'), danger: true })) onDone();
  };
  return (
    <>
      <PageHead
        title={t('shares.title')}
        sub={t('shares.sub')}
        actions={
          <div className="hz-row hz-no-print">
            <Button onClick={() => globalThis.print()}>{t('print.print')}</Button>
            <Button type="primary" onClick={() => void done()}>
              {t('shares.done')}
            </Button>
          </div>
        }
      />
      {shares.map((one) => (
        <div key={one.name} className="hzb-sheet">
          <Panel title={t('shares.of', { name: one.name })}>
            <p>{title}</p>
            <p>{t('shares.keep')}</p>
            <Qr text={one.share} label={t('shares.qr', { name: one.name })} />
            <p className="hzb-mono">{one.share}</p>
            <Button
              className="hz-no-print"
              onClick={() =>
                void navigator.clipboard.writeText(one.share).then(
                  () => toast(t('receipt.copied')),
                  () => toast(t('receipt.notCopied')),
                )
              }
            >
              {t('receipt.copy')}
            </Button>
          </Panel>
        </div>
      ))}
    </>
  );
}
