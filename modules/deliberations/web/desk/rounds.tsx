import { newId } from '@hezhi/contract/light';
import { Empty, Failure, Tag } from '@hezhi/ui';
import { FormModal, Panel, useNeeded, useToast } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useList } from '../shared/client.ts';

type Finding = { text: string; raise: 'none' | 'topic' };

/** Rounds of a small self-governing body: where, what was found, what came of it. */
export function Rounds({ id, open }: { id: string; open: boolean }) {
  const t = useWords('deliberations');
  const time = useTime();
  const [adding, setAdding] = useState(false);
  const list = useList('GET /deliberation-bodies/:id/rounds', { params: { id }, query: { limit: 10 } });
  return (
    <Panel title={t('rounds.title')} extra={open ? <Button onClick={() => setAdding(true)}>{t('rounds.add')}</Button> : null}>
      <Failure error={list.error} retry={list.again} />
      {!list.isPending && list.items.length === 0 ? <Empty title={t('rounds.none')} why={t('rounds.noneWhy')} /> : null}
      <ul className="hzd-rows">
        {list.items.map((round) => (
          <li key={round.id}>
            <strong>{round.route}</strong> <span className="hz-small">{[round.by, time.moment(round.at)].join(' · ')}</span>
            {round.findings.map((one) => (
              <div key={one.text}>
                {one.raised === 'none' ? null : <Tag tone="info">{t(`raised.${one.raised}`)}</Tag>}{' '}
                {one.id ? <Link to={`/matters/${one.id}`}>{one.text}</Link> : one.text}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {list.hasMore ? <Button onClick={list.more}>{t('more')}</Button> : null}
      {adding ? <Add id={id} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function Add({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const toast = useToast();
  const [round] = useState(newId);
  const add = useCommand('POST /deliberation-bodies/:id/rounds', { refresh: ['GET /deliberation-bodies/:id/rounds', 'GET /matters'] });
  return (
    <FormModal<{ route: string; findings?: Finding[] }>
      draft={`deliberations.round.${id}`}
      title={t('rounds.add')}
      effect={t('rounds.effect')}
      yes={t('rounds.add')}
      width={640}
      onClose={onClose}
      onSubmit={async ({ route, findings }) => {
        await add.run({
          params: { id },
          body: { id: round, route: route.trim(), findings: (findings ?? []).map((one) => ({ text: one.text.trim(), raise: one.raise })) },
        });
        toast(t('rounds.added'));
      }}
    >
      <Form.Item name="route" label={t('rounds.route')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.List name="findings">
        {(fields, { add: more, remove }) => (
          <>
            {fields.map((field) => (
              <Space key={field.key} align="start" wrap>
                <Form.Item name={[field.name, 'text']} label={t('rounds.found')} rules={[{ ...needed, whitespace: true }]}>
                  <Input.TextArea rows={2} maxLength={1000} style={{ width: 320 }} />
                </Form.Item>
                <Form.Item name={[field.name, 'raise']} label={t('rounds.raise')} initialValue="none">
                  <Select style={{ width: 140 }} options={(['none', 'topic'] as const).map((value) => ({ value, label: t(`raise.${value}`) }))} />
                </Form.Item>
                <Button onClick={() => remove(field.name)}>{t('rounds.remove')}</Button>
              </Space>
            ))}
            <Button onClick={() => more({ text: '', raise: 'none' })}>{t('rounds.more')}</Button>
          </>
        )}
      </Form.List>
    </FormModal>
  );
}
