import { newId } from '@hezhi/contract/light';
import { Empty, Failure, Tag } from '@hezhi/ui';
import { DataTable, FormModal, Panel, useConfirm, useNeeded } from '@hezhi/ui/desk';
import { useSay, useWords } from '@hezhi/web';
import { Button, Form, Input, Space, Switch } from 'antd';
import { useState } from 'react';
import { meetingKeys, useCommand, useList, type Meeting } from '../shared/client.ts';

/** Who is expected and who came: participants or members by list, others by name. */
export function Attendance({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const say = useSay();
  const confirm = useConfirm();
  const [adding, setAdding] = useState(false);
  const byList = meeting.rule.quorum !== null && meeting.rule.quorum.of !== 'electors';
  const open = meeting.state === 'open';
  const params = { id: meeting.id };
  const seats = useList('GET /meetings/:id/seats', { params, query: { limit: 50 } }, { enabled: byList });
  const came = useList('GET /meetings/:id/attendance', { params, query: { limit: 50 } });
  const enter = useCommand('POST /meetings/:id/attendance', { refresh: meetingKeys });
  const sign = (seat: string) => void enter.run({ params, body: { id: newId(), seat } }).catch(() => undefined);
  const proxy = async (seat: string, name: string) => {
    const given = await confirm({
      title: t('attendance.proxyOf', { name }),
      effect: t('attendance.proxyEffect'),
      ask: { label: t('attendance.proxyName'), required: true, max: 60 },
    });
    if (given) await enter.run({ params, body: { id: newId(), seat, proxy: given.text } }).catch(() => undefined);
  };
  return (
    <Panel
      title={t('attendance.title')}
      extra={open ? <Button onClick={() => setAdding(true)}>{t(byList ? 'attendance.guest' : 'attendance.add')}</Button> : null}
    >
      <Failure error={enter.error} />
      {byList ? (
        <DataTable
          name={t('attendance.expected')}
          columns={[
            { key: 'name', title: t('name'), render: (one) => one.name },
            { key: 'side', title: t('participants.side'), render: (one) => (one.side ? say(one.side) : ''), from: 768 },
            {
              key: 'present',
              title: t('attendance.present'),
              render: (one) => <Tag tone={one.present ? 'good' : 'neutral'}>{t(one.present ? 'attendance.here' : 'attendance.absent')}</Tag>,
            },
            {
              key: 'do',
              title: t('actions'),
              render: (one) =>
                one.present || !open ? null : (
                  <Space>
                    <Button size="small" onClick={() => sign(one.seat)}>
                      {t('attendance.sign')}
                    </Button>
                    {meeting.rule.proxies ? (
                      <Button size="small" onClick={() => void proxy(one.seat, one.name)}>
                        {t('attendance.proxy')}
                      </Button>
                    ) : null}
                  </Space>
                ),
            },
          ]}
          items={seats.items.map((one) => ({ ...one, id: one.seat }))}
          loading={seats.isPending}
          error={seats.error}
          retry={seats.again}
          hasMore={seats.hasMore}
          more={seats.more}
          moreLoading={seats.isMoreFetching}
          empty={<Empty title={t('attendance.nobody')} why={t('attendance.nobodyWhy')} />}
        />
      ) : null}
      <details>
        <summary>{t('attendance.came')}</summary>
        <ul className="hzd-rows">
          {came.items.map((one) => (
            <li key={one.id}>
              {one.name} {one.proxy ? t('attendance.by', { name: one.proxy }) : ''} <span className="hz-small">{t(`how.${one.how}`)}</span>{' '}
              {one.counted ? null : <Tag tone="neutral">{t('attendance.notCounted')}</Tag>}
            </li>
          ))}
        </ul>
        {came.hasMore ? <Button onClick={came.more}>{t('more')}</Button> : null}
      </details>
      {adding ? <Add meeting={meeting} guestOnly={byList} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function Add({ meeting, guestOnly, onClose }: { meeting: Meeting; guestOnly: boolean; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const [id] = useState(newId);
  const enter = useCommand('POST /meetings/:id/attendance', { refresh: meetingKeys });
  return (
    <FormModal<{ name: string; guest?: boolean }>
      draft={`deliberations.attend.${meeting.id}`}
      title={t(guestOnly ? 'attendance.guest' : 'attendance.add')}
      yes={t('save')}
      start={{ guest: guestOnly }}
      onClose={onClose}
      onSubmit={async ({ name, guest }) => {
        await enter.run({ params: { id: meeting.id }, body: { id, name: name.trim(), guest: guestOnly || (guest ?? false) } });
      }}
    >
      <Form.Item name="name" label={t('name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      {guestOnly ? null : (
        <Form.Item name="guest" label={t('attendance.isGuest')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </FormModal>
  );
}
