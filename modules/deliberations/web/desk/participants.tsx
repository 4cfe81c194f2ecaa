import { newId } from '@hezhi/contract/light';
import type { PartProps } from '@hezhi/matters/screens';
import { Empty, Failure, Tag } from '@hezhi/ui';
import { DataTable, FormModal, useConfirm, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSay, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { talkRoutes, useCommand, useList, useRoute, type Reply } from '../shared/client.ts';
import { PersonSelect, type Person } from './person-select.tsx';
import { useFacts } from './use-facts.ts';

type One = Reply<'GET /deliberations/:id/participants'>['items'][number];
const refresh = [...talkRoutes, 'GET /deliberations/:id/participants', 'GET /matters/:id'] as const;
const ways = ['phone', 'visit', 'letter', 'poster'] as const;
const settling = ['settling', 'informing', 'deliberating'];

/** Who takes part, why, and how they were told; adding, telling, taking off while that is possible. */
export default function Participants({ detail }: PartProps) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const { matter } = detail;
  const facts = useFacts(detail);
  const organiser = facts.data?.you.organiser ?? false;
  const [adding, setAdding] = useState(false);
  const [position, setPosition] = useState<One | null>(null);
  const list = useList('GET /deliberations/:id/participants', { params: { id: matter.id }, query: { limit: 20 } }, { enabled: organiser });
  const sides = useRoute('GET /deliberation-settings', { query: { area: matter.area } }, { fresh: 600_000 }).data?.sides ?? [];
  const told = useCommand('POST /deliberations/:id/participants/:participant/told', { refresh });
  const off = useCommand('DELETE /deliberations/:id/participants/:participant', { refresh });
  if (!organiser || ['raised', 'screening'].includes(matter.state)) return null;
  const open = settling.includes(matter.state);
  const remove = async (one: One) => {
    if (!(await confirm({ title: t('participants.removeSure', { name: one.name }), effect: t('participants.removeEffect'), danger: true }))) return;
    await off.run({ params: { id: matter.id, participant: one.id } }).catch(() => undefined);
  };
  return (
    <section>
      <div className="hz-row">
        <h3>{t('participants.title')}</h3>
        {open ? <Button onClick={() => setAdding(true)}>{t('participants.add')}</Button> : null}
      </div>
      <Failure error={told.error ?? off.error} />
      <DataTable
        name={t('participants.title')}
        columns={[
          {
            key: 'name',
            title: t('name'),
            render: (one) => (
              <>
                {one.name} <span className="hz-small">{say(sides.find((each) => each.key === one.side)?.name ?? { 'zh-Hans': one.side })}</span>
                <div className="hz-small">{one.why}</div>
              </>
            ),
          },
          {
            key: 'told',
            title: t('participants.told'),
            render: (one) =>
              one.toldAt && one.toldBy ? (
                `${t(`toldBy.${one.toldBy}`)} ${time.moment(one.toldAt)}`
              ) : (
                <Select
                  size="small"
                  aria-label={t('participants.tell', { name: one.name })}
                  placeholder={t('participants.notTold')}
                  options={ways.map((way) => ({ value: way, label: t(`toldBy.${way}`) }))}
                  onChange={(by: (typeof ways)[number]) =>
                    void told.run({ params: { id: matter.id, participant: one.id }, body: { by } }).then(
                      () => toast(t('participants.toldDone')),
                      () => undefined,
                    )
                  }
                />
              ),
          },
          {
            key: 'stance',
            title: t('participants.stance'),
            render: (one) => (one.stance ? <Tag tone="neutral">{t(`stance.${one.stance}`)}</Tag> : t('participants.noStance')),
          },
          {
            key: 'do',
            title: t('actions'),
            render: (one) => (
              <Space>
                {['informing', 'deliberating', 'forming'].includes(matter.state) ? (
                  <Button size="small" onClick={() => setPosition(one)}>
                    {t('participants.record')}
                  </Button>
                ) : null}
                {open ? (
                  <Button size="small" danger onClick={() => void remove(one)}>
                    {t('participants.remove')}
                  </Button>
                ) : null}
              </Space>
            ),
          },
        ]}
        items={list.items}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('participants.none')} why={t('participants.noneWhy')} />}
      />
      {adding ? <Add id={matter.id} sides={sides} onClose={() => setAdding(false)} /> : null}
      {position ? <Record id={matter.id} one={position} onClose={() => setPosition(null)} /> : null}
    </section>
  );
}

type Sides = Reply<'GET /deliberation-settings'>['sides'];

function Add({ id, sides, onClose }: { id: string; sides: Sides; onClose: () => void }) {
  const t = useWords('deliberations');
  const say = useSay();
  const needed = useNeeded();
  const toast = useToast();
  const [participant] = useState(newId);
  const add = useCommand('POST /deliberations/:id/participants', { refresh });
  return (
    <FormModal<{ who: Person; side: Sides[number]['key']; why: string }>
      draft={`deliberations.participant.${id}`}
      title={t('participants.add')}
      effect={t('participants.addEffect')}
      yes={t('participants.add')}
      onClose={onClose}
      onSubmit={async ({ who, side, why }) => {
        await add.run({
          params: { id },
          body: { people: [{ id: participant, ...(who.person ? { person: who.person } : {}), name: who.name.trim(), side, why }] },
        });
        toast(t('participants.added'));
      }}
    >
      <Form.Item
        name="who"
        label={t('name')}
        rules={[needed, { validator: async (_, value?: Person) => (value?.name.trim() ? undefined : Promise.reject(new Error(needed.message))) }]}
      >
        <PersonSelect />
      </Form.Item>
      <Form.Item name="side" label={t('participants.side')} rules={[needed]}>
        <Select options={sides.map((one) => ({ value: one.key, label: say(one.name) }))} />
      </Form.Item>
      <Form.Item name="why" label={t('participants.why')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={300} />
      </Form.Item>
    </FormModal>
  );
}

function Record({ id, one, onClose }: { id: string; one: One; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const save = useCommand('POST /deliberations/:id/participants/:participant/position', { refresh });
  return (
    <FormModal<{ stance: 'for' | 'against' | 'abstain'; words?: string }>
      draft={`deliberations.position.${id}.${one.id}`}
      title={t('participants.recordOf', { name: one.name })}
      effect={t('participants.recordEffect')}
      yes={t('save')}
      start={{ stance: one.stance ?? undefined }}
      onClose={onClose}
      onSubmit={async ({ stance, words }) => {
        await save.run({ params: { id, participant: one.id }, body: { stance, words: words ?? '', named: false } });
      }}
    >
      <Form.Item name="stance" label={t('participants.stance')} rules={[needed]}>
        <Select options={(['for', 'against', 'abstain'] as const).map((value) => ({ value, label: t(`stance.${value}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('position.words')}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </FormModal>
  );
}
