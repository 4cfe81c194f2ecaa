import { useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button, Modal } from 'antd';
import type { Made } from './new-key.tsx';

/** The key, shown this once. */
export function Secret({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useWords('open311');
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(made.secret).then(
      () => toast(t('secret.copied')),
      () => toast(t('secret.notCopied')),
    );
  return (
    <Modal
      open
      title={<span className="o311-title">{t('secret.title', { name: made.key.name })}</span>}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('secret.close')}
        </Button>
      }
    >
      <p className="o311-secret">
        <code>{made.secret}</code> <Button onClick={() => void copy()}>{t('secret.copy')}</Button>
      </p>
      <p className="o311-effect">{t('secret.once')}</p>
    </Modal>
  );
}
