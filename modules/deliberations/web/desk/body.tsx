import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Facts, Failure, Tag } from '@hezhi/ui';
import { DataTable, FormModal, PageHead, Panel, useConfirm, useNeeded, useToast } from '@hezhi/ui/desk';
import { useMarks, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useCommand, useList, useRoute, type Reply } from '../shared/client.ts';
import { MeetingTag } from '../shared/pieces.tsx';
import { CallMeeting } from './call-meeting.tsx';
import { PersonSelect, type Person } from './person-select.tsx';
import { Rounds } from './rounds.tsx';

type Body = Reply<'GET /deliberation-bodies/:id'>;
const refresh = ['GET /deliberation-bodies/:id', 'GET /deliberation-bodies/:id/members', 'GET /deliberation-bodies'] as const;

/** A body: what it is, its members with their terms, meetings, rounds. */
export default function BodyPage() {
  const t = useWords('deliberations');
  const { id = '' } = useParams();
  const asked = useRoute('GET /deliberation-bodies/:id', { params: { id } }, { keep: false });
  return (
    <>
      <PageHead title={asked.data?.name ?? t('nav.bodies')} back="/bodies" />
      <Answer of={asked}>{(body) => <Shown body={body} />}</Answer>
    </>
  );
}

function Shown({ body }: { body: Body }) {
  const time = useTime();
  const t = useWords('deliberations');
  const marks = useMarks();
  const say = useSay();
  const toast = useToast();
  const confirm = useConfirm();
  const { can, district } = useSession();
  const end = useCommand('POST /deliberation-bodies/:id/end', { refresh });
  const manages = can('deliberations.manage_bodies') && body.endedOn === null;
  const stop = async () => {
    if (!(await confirm({ title: t('bodies.endSure', { name: body.name }), effect: t('bodies.endEffect'), yes: t('bodies.end'), danger: true }))) return;
    await end.run({ params: { id: body.id }, body: { version: body.version } }).then(
      () => toast(t('bodies.endedNow')),
      () => undefined,
    );
  };
  return (
    <>
      <Panel title={say(body.kindName)} extra={body.endedOn ? <Tag tone="neutral">{t('bodies.ended')}</Tag> : null}>
        <Facts
          items={[
            [t('area.title'), body.areaName],
            [t('bodies.org'), body.orgName],
            [t('bodies.founded'), time.day(body.founded)],
            [t('bodies.rhythm'), body.rhythm || null],
            [t('bodies.place'), marks.clauses(body.places.map((one) => [one.name, one.address].filter(Boolean).join(' '))) || null],
            [t('bodies.missing'), body.missing.length > 0 ? marks.list(body.missing.map((one) => t(`missing.${one}`))) : null],
            [t('bodies.purpose'), body.purpose || null, 'wide'],
            [
              t('bodies.feed'),
              body.listed ? <code key="feed">{`${location.origin}/api/public/calendar/${district ?? ''}?body=${body.id}`}</code> : null,
              'wide',
            ],
          ]}
        />
        {manages ? (
          <Button className="hzd-do" danger loading={end.isPending} onClick={() => void stop()}>
            {t('bodies.end')}
          </Button>
        ) : null}
        <Failure error={end.error} />
      </Panel>
      <Members body={body} manages={manages} />
      <Meetings body={body} />
      <Rounds id={body.id} open={manages} />
    </>
  );
}

function Members({ body, manages }: { body: Body; manages: boolean }) {
  const time = useTime();
  const t = useWords('deliberations');
  const confirm = useConfirm();
  const [adding, setAdding] = useState(false);
  const [former, setFormer] = useState(false);
  const list = useList('GET /deliberation-bodies/:id/members', { params: { id: body.id }, query: { limit: 50, ...(former ? { former: 'true' } : {}) } });
  const end = useCommand('POST /deliberation-bodies/:id/members/:member/end', { refresh });
  const off = async (member: string, name: string) => {
    if (!(await confirm({ title: t('members.endSure', { name }), effect: t('members.endEffect'), yes: t('members.end'), danger: true }))) return;
    await end.run({ params: { id: body.id, member }, body: {} }).catch(() => undefined);
  };
  return (
    <Panel
      title={t('bodies.members')}
      extra={
        <Space>
          <Button aria-pressed={former} onClick={() => setFormer(!former)}>
            {t(former ? 'members.now' : 'members.former')}
          </Button>
          {manages ? <Button onClick={() => setAdding(true)}>{t('members.add')}</Button> : null}
        </Space>
      }
    >
      <Failure error={end.error} />
      <DataTable
        name={t('bodies.members')}
        columns={[
          { key: 'name', title: t('name'), render: (one) => one.name },
          { key: 'role', title: t('members.role'), render: (one) => t(`role.${one.role}`) },
          { key: 'chosen', title: t('members.chosen'), render: (one) => t(`chosen.${one.chosen}`), from: 768 },
          {
            key: 'term',
            title: t('members.term'),
            render: (one) =>
              t('members.from', { from: time.day(one.from), to: (one.endedOn ?? one.to) === null ? t('members.open') : time.day((one.endedOn ?? one.to)!) }),
            from: 600,
          },
          {
            key: 'do',
            title: t('actions'),
            render: (one) =>
              manages && one.endedOn === null ? (
                <Button size="small" danger onClick={() => void off(one.id, one.name)}>
                  {t('members.end')}
                </Button>
              ) : null,
          },
        ]}
        items={list.items}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('members.none')} why={t('members.noneWhy')} />}
      />
      {adding ? <AddMember id={body.id} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

type Typed = {
  who: Person;
  role: 'chair' | 'secretary' | 'member' | 'observer';
  chosen: 'elected' | 'recommended' | 'appointed' | 'ex_officio' | 'volunteer';
  from: string;
  to?: string;
};

function AddMember({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('deliberations');
  const needed = useNeeded();
  const [member] = useState(newId);
  const add = useCommand('POST /deliberation-bodies/:id/members', { refresh });
  return (
    <FormModal<Typed>
      draft={`deliberations.member.${id}`}
      title={t('members.add')}
      yes={t('members.add')}
      start={{ role: 'member', chosen: 'elected' }}
      onClose={onClose}
      onSubmit={async ({ who, to, ...rest }) => {
        await add.run({
          params: { id },
          body: { ...rest, id: member, name: who.name.trim(), ...(who.person ? { person: who.person } : {}), ...(to ? { to } : {}) },
        });
      }}
    >
      <Form.Item
        name="who"
        label={t('name')}
        rules={[needed, { validator: async (_, value?: Person) => (value?.name.trim() ? undefined : Promise.reject(new Error(needed.message))) }]}
      >
        <PersonSelect />
      </Form.Item>
      <Form.Item name="role" label={t('members.role')} rules={[needed]}>
        <Select options={(['chair', 'secretary', 'member', 'observer'] as const).map((value) => ({ value, label: t(`role.${value}`) }))} />
      </Form.Item>
      <Form.Item name="chosen" label={t('members.chosen')} rules={[needed]}>
        <Select
          options={(['elected', 'recommended', 'appointed', 'ex_officio', 'volunteer'] as const).map((value) => ({ value, label: t(`chosen.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="from" label={t('members.fromDay')} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t('members.toDay')}>
        <Input type="date" />
      </Form.Item>
    </FormModal>
  );
}

function Meetings({ body }: { body: Body }) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  const { can } = useSession();
  const [calling, setCalling] = useState(false);
  const list = useList('GET /meetings', { query: { body: body.id, limit: 20 } });
  const past = useList('GET /meetings', { query: { body: body.id, past: 'true', limit: 10 } });
  return (
    <Panel
      title={t('nav.meetings')}
      extra={can('deliberations.organise') && body.endedOn === null ? <Button onClick={() => setCalling(true)}>{t('meeting.call')}</Button> : null}
    >
      <Failure error={list.error ?? past.error} />
      {list.items.length + past.items.length === 0 ? <p className="hz-small">{t('meetings.noneYet')}</p> : null}
      <ul className="hzd-rows">
        {[...list.items, ...past.items].map((one) => (
          <li key={one.id}>
            <Link to={`/meetings/${one.id}`}>{one.title}</Link> <MeetingTag state={one.state} attained={one.attained} />
            <div className="hz-small">{[say(one.kindName), time.moment(one.startsAt), one.place].filter(Boolean).join(' · ')}</div>
          </li>
        ))}
      </ul>
      {calling ? <CallMeeting area={body.area} body={body.id} title={body.name} kinds={['members']} onClose={() => setCalling(false)} /> : null}
    </Panel>
  );
}
