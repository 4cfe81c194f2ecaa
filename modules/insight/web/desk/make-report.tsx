import { newId } from '@hezhi/contract/light';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Failure, Field } from '@hezhi/ui';
import { useToast } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { client } from '../shared/client.ts';
import { lastMonths, useMonthName } from './months.ts';

/** Asks for a report: of which territory, which month. Made in the background; the list shows how far it is. */
export function MakeReport({ open, close }: { open: boolean; close: () => void }) {
  const t = useWords('insight');
  const monthName = useMonthName();
  const toast = useToast();
  const { post } = useSession();
  const months = lastMonths();
  const [area, setArea] = useState('');
  const [month, setMonth] = useState(months[1]!);
  const make = client.useCommand('POST /insight/reports', { refresh: ['GET /insight/reports'] });
  const chosen = area || (post?.area ?? '');
  const go = async (): Promise<void> => {
    try {
      await make.run({ body: { id: newId(), area: chosen, month } });
    } catch {
      return;
    }
    toast(t('reports.asked'));
    close();
  };
  return (
    <Modal title={t('reports.make')} open={open} onCancel={close} footer={null} destroyOnHidden afterClose={make.reset}>
      <div className="hz-insight-letter">
        <Field label={t('reports.area')} required>
          {(attributes) => <AreaPicker id={attributes.id} value={chosen} onChange={setArea} label={t('reports.area')} width="100%" />}
        </Field>
        <Field label={t('reports.month')} required>
          {(attributes) => (
            <Select
              id={attributes.id}
              style={{ width: '100%' }}
              value={month}
              onChange={setMonth}
              options={months.map((one, at) => ({ value: one, label: at === 0 ? t('reports.running', { month: monthName(one) }) : monthName(one) }))}
            />
          )}
        </Field>
        <p className="hz-small">{t('reports.effect')}</p>
        {make.error ? <Failure error={make.error} /> : null}
        <div className="hz-row">
          <Button type="primary" loading={make.isPending} disabled={chosen === ''} onClick={() => void go()}>
            {t('reports.make')}
          </Button>
          <Button onClick={close}>{t('weights.cancel')}</Button>
        </div>
      </div>
    </Modal>
  );
}
