import { Tag } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/phone';
import { useTime, useWords } from '@hezhi/web';
import { receiptText } from '../../contract/light.ts';
import type { KeptBulletin } from '../shared/bulletins.tsx';
import type { Ballot } from '../shared/client.ts';
import { Qr } from '../shared/qr.tsx';

/** What a voter holds after casting: where the ballot gives receipts a code to copy, photograph or save; else why there is none. */
export function Receipt({
  ballot,
  label,
  nonce,
  at,
  kept,
  bulletin,
}: {
  ballot: Ballot;
  label: string;
  nonce: string;
  at: string;
  kept: boolean;
  bulletin: KeptBulletin | null;
}) {
  const t = useWords('ballots');
  const time = useTime();
  const toast = useToast();
  if (ballot.secrecy === 'secret')
    return (
      <div className="hzb-receipt" role="status">
        <p>
          <Tag tone="good">{t('receipt.taken')}</Tag> {time.exact(at)}
        </p>
        <p>{t('receipt.secret')}</p>
        <BulletinLine bulletin={bulletin} />
      </div>
    );
  const text = receiptText(ballot.id, nonce);
  const published = bulletin ? `${t('receipt.bulletin', { n: bulletin.number })}\n${bulletin.digest}\n` : '';
  const copy = (): void =>
    void navigator.clipboard?.writeText(text).then(
      () => toast(t('receipt.copied')),
      () => toast(t('receipt.notCopied')),
    );
  const save = (): void => {
    const url = URL.createObjectURL(
      new Blob([`${ballot.title}\n${label}\n${time.exact(at)}\n${text}\n${published}\n${t('receipt.what')}\n`], { type: 'text/plain;charset=utf-8' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = `${t('receipt.file')}-${ballot.id.slice(-6)}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <div className="hzb-receipt" role="status">
      <p>
        <Tag tone="good">{t('receipt.taken')}</Tag> {time.exact(at)}
      </p>
      <h3>{t('receipt.title')}</h3>
      <p>{t('receipt.what')}</p>
      <Qr text={text} label={t('receipt.qr')} />
      <p className="hzb-mono">{text}</p>
      <p className="hz-row">
        <button type="button" className="hz-button" onClick={copy}>
          {t('receipt.copy')}
        </button>
        <button type="button" className="hz-button" onClick={save}>
          {t('receipt.save')}
        </button>
      </p>
      <BulletinLine bulletin={bulletin} />
      <p className="hz-small">{t(kept ? 'receipt.kept' : 'receipt.notKept')}</p>
      <p className="hz-small">{t('receipt.warn')}</p>
    </div>
  );
}

/** The bulletin that was newest when the vote was in: who has it would see that votes from before it were taken out. */
function BulletinLine({ bulletin }: { bulletin: KeptBulletin | null }) {
  const t = useWords('ballots');
  return bulletin ? (
    <p className="hz-small">
      {t('receipt.bulletin', { n: bulletin.number })} <span className="hzb-mono">{bulletin.digest}</span>
    </p>
  ) : null;
}
