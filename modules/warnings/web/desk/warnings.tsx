import { Answer, Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead, Panel, useConfirm, useToast, tableOf } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Segmented } from 'antd';
import { Link, useNavigate } from 'react-router';
import { client } from '../shared/client.ts';
import { tones } from '../shared/states.ts';

const shown = ['open', 'matter', 'dismissed', 'over', 'all'] as const;

/** 预警: what rises out of the ordinary, newest first. */
export default function Warnings() {
  const t = useWords('warnings');
  const say = useSay();
  const time = useTime();
  const navigate = useNavigate();
  const [values, set] = useFilters({ state: 'open' });
  const state = shown.find((one) => one === values.state) ?? 'open';
  const list = client.useList('GET /warnings', { query: state === 'all' ? {} : { state } }, { every: 300_000 });
  const look = client.useRoute('GET /warnings/look');
  const standing = look.data;
  return (
    <>
      <PageHead
        title={t('nav')}
        sub={
          standing
            ? standing.at
              ? t(standing.enough ? 'looked' : 'short', { at: time.moment(standing.at), weeks: standing.weeks, cells: standing.cells, least: standing.least })
              : t('never')
            : null
        }
      />
      <Segmented
        aria-label={t('state')}
        value={state}
        options={shown.map((one) => ({ value: one, label: t(`states.${one}`) }))}
        onChange={(next) => set({ state: next })}
        style={{ marginBlockEnd: 12, maxWidth: '100%', overflowX: 'auto' }}
      />
      <DataTable
        name={t('nav')}
        columns={[
          { key: 'area', title: t('area'), render: (row) => <Link to={`/warnings/${row.id}`}>{row.areaName}</Link>, width: 160 },
          { key: 'subject', title: t('subject'), render: (row) => say(row.subjectName) },
          { key: 'seen', title: t('seen'), render: (row) => time.count(row.seen), number: true },
          { key: 'expected', title: t('expected'), render: (row) => row.expected.toFixed(1), number: true },
          { key: 'upper', title: t('upper'), render: (row) => row.upper.toFixed(1), number: true, from: 768 },
          { key: 'score', title: t('score'), render: (row) => row.score.toFixed(1), number: true },
          { key: 'day', title: t('days'), render: (row) => `${row.from.slice(5)} – ${row.day.slice(5)}`, from: 768 },
          { key: 'state', title: t('state'), render: (row) => <Tag tone={tones[row.state]}>{t(`states.${row.state}`)}</Tag> },
        ]}
        {...tableOf(list)}
        onOpen={(row) => void navigate(`/warnings/${row.id}`)}
        empty={
          <Empty
            title={t(state === 'open' ? 'empty.open' : 'empty.other')}
            why={t(state !== 'open' ? 'empty.otherWhy' : standing?.at && standing.enough ? 'empty.openWhy' : 'empty.tooEarly')}
          />
        }
      />
      <p className="hz-small">{t('method')}</p>
      <Mutes />
    </>
  );
}

/** What is silent for a while, and the way to let it speak again. */
function Mutes() {
  const t = useWords('warnings');
  const say = useSay();
  const time = useTime();
  const { can } = useSession();
  const confirm = useConfirm();
  const toast = useToast();
  const mutes = client.useRoute('GET /warnings/mutes');
  const end = client.useCommand('POST /warnings/mutes/:id/end', { refresh: ['GET /warnings'] });
  const stop = async (id: string, name: string): Promise<void> => {
    if (!(await confirm({ title: t('mute.endTitle'), effect: t('mute.endEffect', { name }) }))) return;
    await end.run({ params: { id } }).then(
      () => toast(t('mute.ended')),
      (error: unknown) => toast(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <Answer of={mutes} rows={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Panel title={t('mute.title')}>
            <ul>
              {items.map((one) => {
                const name = `${one.areaName} ${say(one.subjectName)}`;
                return (
                  <li key={one.id}>
                    {t('mute.line', { name, until: time.day(`${one.until}T12:00:00+08:00`), reason: one.reason, by: one.by })}{' '}
                    {can('warnings.decide') ? (
                      <Button size="small" onClick={() => void stop(one.id, name)}>
                        {t('mute.end')}
                      </Button>
                    ) : null}
                  </li>
                );
              })}
            </ul>
          </Panel>
        )
      }
    </Answer>
  );
}
