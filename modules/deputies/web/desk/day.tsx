import { Answer, Empty, Facts, Failure, Tag } from '@hezhi/ui';
import { DataTable, PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useMarks, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { DayForm, timesOf, typedMoment, type Typed } from './day-form.tsx';

type Detail = Reply<'GET /deputies/receptions/:id'>;
const refresh = ['GET /deputies'] as const;

/** /deputies/day/:id: a reception day, its appointments, what is noted of them. */
export default function DayPage() {
  const t = useWords('deputies');
  const marks = useMarks();
  const time = useTime();
  const id = useParams()['id'] ?? '';
  const asked = useRoute('GET /deputies/receptions/:id', { params: { id } });
  const [editing, setEditing] = useState(false);
  return (
    <Answer of={asked} rows={8}>
      {(day) => (
        <>
          <PageHead
            title={`${day.studioName} ${time.moment(day.starts_at)}`}
            sub={<Tag tone={day.state === 'planned' ? 'info' : day.state === 'held' ? 'good' : 'neutral'}>{t(`day.states.${day.state}`)}</Tag>}
            back="/deputies"
            actions={day.state === 'planned' ? <Actions day={day} onEdit={() => setEditing(!editing)} /> : null}
          />
          {editing && day.state === 'planned' ? <Edit key={day.revision} day={day} onDone={() => setEditing(false)} /> : null}
          <Panel>
            <Facts
              items={[
                [t('day.who'), marks.list(day.who.map((one) => one.name))],
                [t('day.when'), time.between(day.starts_at, day.ends_at)],
                [t('day.ways'), marks.list(day.ways.map((one) => t(`ways.${one}`)))],
                [t('day.place'), day.place],
                [t('day.theme'), day.topic],
                ...(day.note ? ([[t('day.note'), day.note]] as [string, string][]) : []),
              ]}
            />
          </Panel>
          <Signups day={day} />
        </>
      )}
    </Answer>
  );
}

function Edit({ day, onDone }: { day: Detail; onDone: () => void }) {
  const t = useWords('deputies');
  const toast = useToast();
  const { studio, deputies, ways, place, topic } = day;
  const [value, setValue] = useState<Typed>({
    ...{ studio, deputies, ways, place, topic },
    online: day.online ?? '',
    slot: String(day.slot),
    starts: typedMoment(day.starts_at),
    ends: typedMoment(day.ends_at),
  });
  const save = useCommand('PUT /deputies/receptions/:id', { refresh });
  const run = () =>
    save.run({ params: { id: day.id }, body: { ...timesOf(value), revision: day.revision } }).then(
      () => {
        toast(t('saved'));
        onDone();
      },
      () => undefined,
    );
  return (
    <Panel title={t('edit')}>
      <DayForm value={value} onChange={setValue} error={save.error} busy={save.isPending} onSave={() => void run()} />
    </Panel>
  );
}

function Actions({ day, onEdit }: { day: Detail; onEdit: () => void }) {
  const t = useWords('deputies');
  const confirm = useConfirm();
  const toast = useToast();
  const end = useCommand('POST /deputies/receptions/:id/end', { refresh });
  const run = async (how: 'held' | 'cancelled') => {
    const held = how === 'held';
    const given = await confirm({
      title: t(held ? 'day.held' : 'day.cancel'),
      effect: held ? t('day.heldEffect') : t('day.cancelEffect', { count: day.signups.length }),
      yes: t(held ? 'day.held' : 'day.cancel'),
      ...(held ? {} : { no: t('day.keep') }),
      danger: !held,
      ask: { label: t(held ? 'day.note' : 'day.reason'), required: !held, max: 500 },
    });
    if (!given) return;
    await end.run({ params: { id: day.id }, body: { revision: day.revision, how, note: given.text } }).then(
      () => toast(t('done')),
      () => undefined,
    );
  };
  return (
    <>
      <Button onClick={onEdit}>{t('edit')}</Button>
      <Button danger loading={end.isPending} onClick={() => void run('cancelled')}>
        {t('day.cancel')}
      </Button>
      <Button type="primary" loading={end.isPending} onClick={() => void run('held')}>
        {t('day.held')}
      </Button>
      <Failure error={end.error} />
    </>
  );
}

function Signups({ day }: { day: Detail }) {
  const t = useWords('deputies');
  const time = useTime();
  const go = useNavigate();
  const confirm = useConfirm();
  const attend = useCommand('POST /deputies/signups/:id/attendance', { refresh });
  const phone = useCommand('POST /deputies/signups/:id/phone');
  const [numbers, setNumbers] = useState<Readonly<Record<string, string>>>({});
  const show = async (id: string) => {
    if (!(await confirm({ title: t('day.callTitle'), effect: t('day.callEffect'), yes: t('day.call') }))) return;
    await phone.run({ params: { id } }).then(
      (found) => setNumbers({ ...numbers, [id]: found.phone ?? '' }),
      () => undefined,
    );
  };
  const raise = (signup: string, way: string) => `/deputies/raise?${new URLSearchParams({ reception: day.id, signup, way, deputy: day.deputies[0] ?? '' })}`;
  return (
    <Panel title={t('day.signups')}>
      <DataTable
        name={t('day.signups')}
        columns={[
          { key: 'at', title: t('day.when'), render: (one) => time.moment(one.at) },
          { key: 'name', title: t('person.name'), render: (one) => one.name ?? '' },
          {
            key: 'way',
            title: t('raised.way'),
            render: (one) => (
              <>
                {t(`ways.${one.way}`)}{' '}
                {numbers[one.id] ? (
                  <a href={`tel:${numbers[one.id]}`}>{numbers[one.id]}</a>
                ) : one.has_phone ? (
                  <Button onClick={() => void show(one.id)}>{t('day.call')}</Button>
                ) : null}
              </>
            ),
          },
          { key: 'topic', title: t('res.topic'), render: (one) => one.topic },
          {
            key: 'state',
            title: t('day.state'),
            render: (one) => <Tag tone={one.state === 'came' ? 'good' : 'neutral'}>{t(`day.signupStates.${one.state}`)}</Tag>,
          },
          {
            key: 'do',
            title: '',
            render: (one) => (
              <span className="hz-row">
                {one.state === 'booked' ? (
                  <>
                    <Button
                      disabled={attend.isPending}
                      onClick={() => void attend.run({ params: { id: one.id }, body: { came: true } }).catch(() => undefined)}
                    >
                      {t('day.came')}
                    </Button>
                    <Button
                      disabled={attend.isPending}
                      onClick={() => void attend.run({ params: { id: one.id }, body: { came: false } }).catch(() => undefined)}
                    >
                      {t('day.missed')}
                    </Button>
                  </>
                ) : null}
                <Link to={raise(one.id, one.way)}>{t('day.raise')}</Link>
              </span>
            ),
          },
        ]}
        items={day.signups}
        empty={<Empty title={t('day.signupsNone')} />}
      />
      <Failure error={attend.error ?? phone.error} />
      <p className="hz-row">
        <Button onClick={() => void go(`/deputies/raise?${new URLSearchParams({ reception: day.id, deputy: day.deputies[0] ?? '' })}`)}>
          {t('day.raise')}
        </Button>
      </p>
    </Panel>
  );
}
