import { useToast } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Button, Modal } from 'antd';

export type Once = { account: string; person: string; code: string; expires: string | null };

/** A one-time code to hand over, shown once. */
export function OnceCode({ once, onClose }: { once: Once; onClose: () => void }) {
  const t = useWords('directory');
  const time = useTime();
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(once.code).then(
      () => toast(t('once.copied')),
      () => toast(t('once.notCopied')),
    );
  return (
    <Modal
      open
      title={t('once.title', { person: once.person })}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('once.close')}</Button>}
    >
      <p className="dir-once hz-num">
        <code className="dir-code">{once.code}</code> <Button onClick={() => void copy()}>{t('once.copy')}</Button>
      </p>
      <p>{t('once.how', { account: once.account })}</p>
      <p className="hz-small">{once.expires ? t('once.until', { at: time.moment(once.expires) }) : t('once.day')}</p>
    </Modal>
  );
}
