import { Answer, Empty, Facts, Failure, Tag } from '@hezhi/ui';
import { DataTable, PageHead, Panel, tableOf, useConfirm, useToast } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { amount, measures, measureWords } from '../../contract/light.ts';
import { useCommand, useList, useRoute, type Entry, type Roll } from '../shared/client.ts';
import { RollImport } from './roll-import.tsx';
import { RollObjections } from './objections.tsx';
import { UnitForm } from './unit-form.tsx';
import { RollTag } from './rolls.tsx';
import { useVoterName } from '../shared/voter-name.ts';
import '../shared/ballots.css';

const refresh = ['GET /ballots/rolls/:id', 'GET /ballots/rolls'] as const;

/** /ballots/rolls/:id: a roll from the first unit to the day on which it is fixed. */
export default function RollPage() {
  const t = useWords('ballots');
  const { id = '' } = useParams();
  const asked = useRoute('GET /ballots/rolls/:id', { params: { id } });
  return (
    <>
      <PageHead title={asked.data?.title ?? t('nav.rolls')} back="/ballots/rolls" actions={asked.data ? <Actions roll={asked.data} /> : null} />
      <Answer of={asked} rows={6}>
        {(roll) => <Detail roll={roll} />}
      </Answer>
    </>
  );
}

function Actions({ roll }: { roll: Roll }) {
  const t = useWords('ballots');
  const time = useTime();
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const { can } = useSession();
  const publish = useCommand('POST /ballots/rolls/:id/publish', { refresh });
  const freeze = useCommand('POST /ballots/rolls/:id/freeze', { refresh });
  if (!can('ballots.manage')) return null;
  const params = { id: roll.id };
  const onPublish = async () => {
    if (
      !(await confirm({
        title: t('rolls.publishTitle'),
        effect: t('rolls.publishEffect', { n: roll.entries, days: roll.publicity_days }),
        yes: t('rolls.publish'),
      }))
    )
      return;
    await publish.run({ params }).then(
      ({ until }) => toast(t('rolls.published', { until: time.moment(until) })),
      () => undefined,
    );
  };
  const onFreeze = async () => {
    if (!(await confirm({ title: t('rolls.freezeTitle'), effect: t('rolls.freezeEffect'), yes: t('rolls.freeze'), danger: true }))) return;
    await freeze.run({ params }).then(
      ({ voters }) => toast(t('rolls.frozen', { n: voters })),
      () => undefined,
    );
  };
  return (
    <Space wrap className="hz-no-print">
      {roll.state === 'draft' ? (
        <Button type={roll.entries > 0 ? 'primary' : 'default'} disabled={roll.entries === 0} loading={publish.isPending} onClick={() => void onPublish()}>
          {t('rolls.publish')}
        </Button>
      ) : null}
      {roll.state === 'published' || (roll.state === 'draft' && roll.publicity_days === 0) ? (
        <Button danger disabled={roll.entries === 0} loading={freeze.isPending} onClick={() => void onFreeze()}>
          {t('rolls.freeze')}
        </Button>
      ) : null}
      {roll.state === 'frozen' ? (
        <Button type="primary" onClick={() => void go(`/ballots/new?roll=${roll.id}&area=${roll.area}`)}>
          {t('rolls.use')}
        </Button>
      ) : null}
      <Failure error={publish.error ?? freeze.error} />
    </Space>
  );
}

function Detail({ roll }: { roll: Roll }) {
  const t = useWords('ballots');
  const say = useSay();
  const time = useTime();
  const { can } = useSession();
  const manages = can('ballots.manage') && roll.state !== 'frozen';
  return (
    <div className="hzb-desk">
      <Panel title={t('rolls.about')} extra={<RollTag state={roll.state} />}>
        <p>{t(`rolls.next.${roll.state}`, { until: roll.until ? time.moment(roll.until) : '', days: roll.publicity_days })}</p>
        <Facts
          items={[
            [t('rolls.entries'), time.count(roll.entries)],
            [t('rolls.voters'), roll.voters === null ? null : time.count(roll.voters)],
            ...measures.map(
              (measure) => [say(measureWords[measure]), roll.totals?.[measure] === undefined ? null : say(amount(measure, roll.totals[measure]))] as const,
            ),
            [t('rolls.measures'), roll.measures.map((one) => t(`measure.${one}`)).join(t('and'))],
            [t('rolls.publishedAt'), roll.published_at ? time.moment(roll.published_at) : null],
            [t('rolls.until'), roll.until ? time.moment(roll.until) : null],
            [t('rolls.frozenAt'), roll.frozen_at ? time.moment(roll.frozen_at) : null],
            [
              t('rolls.digest'),
              roll.digest ? (
                <span key="d" className="hzb-mono">
                  {roll.digest}
                </span>
              ) : null,
              'wide',
            ],
          ]}
        />
      </Panel>
      {manages && roll.state === 'draft' ? <RollImport roll={roll} /> : null}
      {roll.state === 'draft' ? null : <RollObjections roll={roll} />}
      <Units roll={roll} manages={manages} />
    </div>
  );
}

/** What joins several units to one voter: a name typed or imported. The owners' register joins by keys of its own, which say nothing to a person. */
const headOf = (head: string): string | null => (head === '' || /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[a-z]+$/.test(head) ? null : head);

function Units({ roll, manages }: { roll: Roll; manages: boolean }) {
  const t = useWords('ballots');
  const name = useVoterName();
  const say = useSay();
  const [filters, set] = useFilters({ q: '' });
  const [editing, setEditing] = useState<Entry | 'new' | null>(null);
  const list = useList('GET /ballots/rolls/:id/entries', { params: { id: roll.id }, query: { limit: 50, ...(filters.q ? { q: filters.q } : {}) } });
  return (
    <Panel title={t('rolls.units')} extra={manages ? <Button onClick={() => setEditing('new')}>{t('rolls.addUnit')}</Button> : null}>
      <Input.Search
        allowClear
        aria-label={t('rolls.find')}
        placeholder={t('rolls.find')}
        defaultValue={filters.q}
        onSearch={(q) => set({ q: q.trim() })}
        style={{ maxWidth: 320, marginBottom: 12 }}
      />
      <DataTable<Entry>
        name={t('rolls.units')}
        columns={[
          {
            key: 'label',
            title: t('unit.label'),
            render: (one) => (
              <>
                {name(one.label)} {one.removed ? <Tag>{t('roll.removed')}</Tag> : null}
              </>
            ),
          },
          ...(roll.measures.includes('area')
            ? [{ key: 'area', title: t('unit.area'), render: (one: Entry) => <span className="hz-num">{say(amount('area', one.area))}</span>, number: true }]
            : []),
          ...(roll.measures.includes('shares')
            ? [{ key: 'shares', title: t('measure.shares'), render: (one: Entry) => <span className="hz-num">{one.shares}</span>, number: true }]
            : []),
          { key: 'holder', title: t('unit.holder'), render: (one) => one.holder || '—' },
          { key: 'head', title: t('unit.head'), render: (one) => headOf(one.head ?? '') ?? t(one.head ? 'unit.joined' : 'unit.own'), from: 900 },
          { key: 'phone', title: t('unit.phone'), render: (one) => one.phone ?? '—', from: 1100 },
          { key: 'bound', title: t('unit.bound'), render: (one) => t(one.bound ? 'unit.boundYes' : 'unit.boundNo'), from: 1100 },
        ]}
        {...tableOf(list)}
        {...(manages ? { onOpen: (one: Entry) => setEditing(one) } : {})}
        empty={<Empty title={t('rolls.noUnits')} why={t(filters.q ? 'rolls.noUnitsFound' : 'rolls.noUnitsWhy')} />}
      />
      {editing ? <UnitForm roll={roll} entry={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  );
}
