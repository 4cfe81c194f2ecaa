import { useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';

/** Secrets in clear, as the server shows them once; `inbox`: the path under which the body sends. */
export type Shown = { name: string; inbox: string | null; secrets: readonly { direction: 'out' | 'in'; secret: string }[] };

/** Shows secrets this once; it closes when the person says that they are kept. */
export function Secrets({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const t = useWords('exchange');
  const toast = useToast();
  const [kept, setKept] = useState(false);
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => toast(t('secret.copied')),
      () => toast(t('secret.notCopied')),
    );
  const lines: [label: string, text: string][] = [
    ...(shown.inbox ? [[t('secret.inbox'), `${location.origin}${shown.inbox}`] as [string, string]] : []),
    ...shown.secrets.map((one) => [t(`secret.${one.direction}`), one.secret] as [string, string]),
  ];
  return (
    <Modal
      open
      width={640}
      title={t('secret.title', { name: shown.name })}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" disabled={!kept} onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <p>{t('secret.once')}</p>
      {lines.map(([label, text]) => (
        <div key={label}>
          <strong>{label}</strong>
          <div className="exc-secret">
            <code className="exc-code">{text}</code>
            <Button size="small" onClick={() => copy(text)} aria-label={t('secret.copyOf', { label })}>
              {t('secret.copy')}
            </Button>
          </div>
        </div>
      ))}
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t('secret.kept')}
      </Checkbox>
    </Modal>
  );
}
