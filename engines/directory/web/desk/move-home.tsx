import { FormModal, useNeeded } from '@hezhi/ui/desk';
import { useSession, useWords } from '@hezhi/web';
import { Form, Input, Select } from 'antd';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';

type Line = Reply<'GET /homes'>['items'][number];
type Values = { street: string; community: string; grid?: string; reason: string };

/** Corrects where a resident lives: another grid, or another community, which then sees the resident instead of this one. */
export function MoveHome({ one, onClose, onMoved }: { one: Line; onClose: () => void; onMoved: (areaName: string) => void }) {
  const t = useWords('directory');
  const needed = useNeeded();
  const move = useCommand('POST /homes/:person/move', { refresh: ['GET /homes'] });
  return (
    <FormModal<Values>
      draft={`directory.home.${one.id}.${one.version}`}
      title={t('homes.moveOf', { name: one.name })}
      effect={t('homes.moveEffect')}
      yes={t('homes.move')}
      start={{ street: one.area.slice(0, 9), community: one.area, grid: one.grid ?? undefined, reason: '' }}
      onClose={onClose}
      onSubmit={async ({ community, grid, reason }) => {
        const reply = await move.run({ params: { person: one.id }, body: { version: one.version, area: grid ?? community, reason: reason.trim() } });
        onMoved(reply.areaName);
      }}
    >
      {(form) => (
        <>
          <Form.Item name="street" label={t('level.street')} rules={[needed]}>
            <Below of="district" onPick={() => form.setFieldsValue({ community: undefined, grid: undefined })} />
          </Form.Item>
          <Form.Item noStyle dependencies={['street']}>
            {({ getFieldValue }) => (
              <Form.Item name="community" label={t('level.community')} rules={[needed]}>
                <Below of={getFieldValue('street') as string | undefined} onPick={() => form.setFieldsValue({ grid: undefined })} />
              </Form.Item>
            )}
          </Form.Item>
          <Form.Item noStyle dependencies={['community']}>
            {({ getFieldValue }) => (
              <Form.Item name="grid" label={t('homes.grid')}>
                <Below of={getFieldValue('community') as string | undefined} clear />
              </Form.Item>
            )}
          </Form.Item>
          <Form.Item name="reason" label={t('reason')} rules={[needed]}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}

type Field = { id?: string; value?: string; onChange?: (value: string | undefined) => void };
/** What lies directly below a territory. */
function Below({ of, onPick, clear = false, ...field }: Field & { of: string | undefined; onPick?: () => void; clear?: boolean }) {
  const t = useWords('directory');
  const { district } = useSession();
  const parent = of === 'district' ? (district ?? '') : (of ?? '');
  const found = useRoute('GET /territory', { query: { parent, limit: 100 } }, { enabled: parent !== '', fresh: 600_000, keep: false });
  return (
    <Select
      {...field}
      allowClear={clear}
      loading={found.isFetching}
      placeholder={t('choose')}
      showSearch={{ optionFilterProp: 'label' }}
      options={(found.data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))}
      onChange={(value) => {
        field.onChange?.(value);
        onPick?.();
      }}
    />
  );
}
