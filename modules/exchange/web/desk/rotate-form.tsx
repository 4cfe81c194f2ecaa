import { FormModal } from '@hezhi/ui/desk';
import { useRefresh, useWords } from '@hezhi/web';
import { Form, Radio } from 'antd';
import { client, type Endpoint } from '../shared/client.ts';
import type { Shown } from './secrets.tsx';

const choices = [72, 24, 168, 0] as const;

/** A new secret of one direction; how long the old one stays valid is said before. */
export function RotateForm({
  endpoint,
  direction,
  onClose,
  onSaved,
}: {
  endpoint: Endpoint;
  direction: 'out' | 'in';
  onClose: () => void;
  onSaved: (shown: Shown) => void;
}) {
  const t = useWords('exchange');
  const refresh = useRefresh();
  const send = async ({ hours }: { hours: number }) => {
    const made = await client('POST /exchange/endpoints/:id/secrets', { params: { id: endpoint.id }, body: { direction, hours } });
    await refresh(['GET /exchange/endpoints/:id']);
    onSaved({ name: endpoint.name, inbox: null, secrets: [made] });
  };
  return (
    <FormModal<{ hours: number }>
      yes={t('save')}
      draft={`exchange.rotate.${endpoint.id}`}
      title={t(direction === 'out' ? 'secret.rotateOut' : 'secret.rotateIn')}
      effect={t(direction === 'out' ? 'secret.rotateOutEffect' : 'secret.rotateInEffect')}
      start={{ hours: 72 }}
      onSubmit={send}
      onClose={onClose}
    >
      <Form.Item name="hours" label={t('secret.hours')}>
        <Radio.Group options={choices.map((hours) => ({ value: hours, label: hours === 0 ? t('secret.atOnce') : t('secret.forHours', { count: hours }) }))} />
      </Form.Item>
    </FormModal>
  );
}
