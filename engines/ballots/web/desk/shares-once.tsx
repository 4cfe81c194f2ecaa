import { PageHead, useConfirm, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Qr } from '../shared/qr.tsx';
import '../shared/ballots.css';
import './sheets.css';

export type Share = { name: string; share: string };
type Props = { title: string; shares: readonly Share[]; onDone: () => void };

/** The keepers' shares, shown this once: each is given to its keeper on paper; the system keeps none. None there: the answer that held them was lost. */
export function SharesOnce({ title, shares, onDone }: Props) {
  const t = useWords('ballots');
  const toast = useToast();
  const confirm = useConfirm();
  const done = async () => {
    if (await confirm({ title: t('shares.doneTitle'), effect: t('shares.doneEffect'), yes: t('shares.done'), danger: true })) onDone();
  };
  if (shares.length === 0)
    return (
      <>
        <PageHead title={t('shares.title')} sub={title} actions={<Button onClick={onDone}>{t('shares.lostDone')}</Button>} />
        <p role="alert">{t('shares.lost')}</p>
      </>
    );
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
      <div className="hzb-sheets" data-what="shares">
        {shares.map((one) => (
          <section key={one.name} className="hzb-sheet">
            <h2>{t('shares.of', { name: one.name })}</h2>
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
          </section>
        ))}
      </div>
    </>
  );
}

/** The same over whatever page made the ballot: nothing below can be reached, and nothing else is printed, until they are handed over. */
export function SharesOver(props: Props) {
  const t = useWords('ballots');
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  // Escape would lose what is shown once: browsers let a page refuse it once only, so it opens again.
  const stay = () => box.current?.showModal();
  return createPortal(
    <dialog ref={box} className="hzb-over" aria-label={t('shares.title')} onCancel={(event) => event.preventDefault()} onClose={stay}>
      <SharesOnce {...props} />
    </dialog>,
    document.body,
  );
}
