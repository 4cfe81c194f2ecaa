import { Failure } from '@hezhi/ui';
import { useConfirm } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { client, type Ballot } from '../shared/client.ts';

/** Sends the codes by SMS to voters without an account who agreed to it; each is sent to once, so pressing again reaches only who was added. */
export function SmsCodes({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const confirm = useConfirm();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [sent, setSent] = useState<number | null>(null);
  const send = async () => {
    if (!(await confirm({ title: t('sms.title'), effect: t('sms.effect'), yes: t('sms.send'), danger: true }))) return;
    setBusy(true);
    setError(null);
    let all = 0;
    try {
      // Five hundred at a time.
      for (let left = 1; left > 0;) {
        const page = await client('POST /ballots/:id/codes/sms', { params: { id: ballot.id } });
        all += page.sent;
        left = page.sent === 0 ? 0 : page.left;
      }
    } catch (thrown) {
      setError(thrown);
    } finally {
      setSent(all);
      setBusy(false);
    }
  };
  return (
    <>
      <p>{t('sms.what')}</p>
      <p className="hz-row">
        <Button loading={busy} onClick={() => void send()}>
          {t('sms.send')}
        </Button>
      </p>
      <Failure error={error} />
      <p role="status">{sent === null ? '' : sent === 0 ? t('sms.nobody') : t('sms.sent', { n: sent })}</p>
    </>
  );
}
