import { newId } from '@hezhi/contract/light';
import { AreaPicker, ToMatter } from '@hezhi/matters/screens/desk';
import { Answer, Empty, Failure, Field } from '@hezhi/ui';
import { DataTable, PageHead, Panel, useToast } from '@hezhi/ui/desk';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useCommand, useList, useRoute, type Reply } from '../shared/client.ts';
import '../shared/covenants.css';

type Detail = Reply<'GET /covenants/:id'>;
const refresh = ['GET /covenants/:id/reminders', 'GET /covenants/:id/reminder-counts'] as const;

/** /covenants/:id/reminders: record one, what was recorded, counts by article and place. */
export default function RemindersPage() {
  const t = useWords('covenants');
  const { can } = useSession();
  const id = useParams()['id'] ?? '';
  const asked = useRoute('GET /covenants/:id', { params: { id } });
  return (
    <>
      <PageHead title={t('reminders')} sub={asked.data?.title} back={`/covenants/${id}`} />
      <Answer of={asked} rows={6}>
        {(detail) => (
          <>
            {can('covenants.remind') && detail.version > 0 && detail.phase !== 'ended' ? <Remind detail={detail} /> : null}
            <Counts id={id} />
            <List id={id} />
          </>
        )}
      </Answer>
    </>
  );
}

function Remind({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const toast = useToast();
  const { post } = useSession();
  const start = post && post.area.length > detail.area.length ? post.area : detail.area;
  const [value, setValue] = useState({ id: newId(), article: '', area: start, place: '', said: '' });
  const send = useCommand('POST /covenants/:id/reminders', { refresh });
  const ready = value.article !== '' && value.area !== '' && value.place.trim() !== '' && value.said.trim().length >= 2;
  const run = async () => {
    try {
      await send.run({ params: { id: detail.id }, body: value });
    } catch {
      return;
    }
    setValue({ ...value, id: newId(), place: '', said: '' });
    toast(t('saved'));
  };
  return (
    <Panel title={t('remind')}>
      <p className="hz-small">{t('remindSub')}</p>
      <form
        className="hzk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void run();
        }}
      >
        <Field label={t('which')} required>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={value.article} onChange={({ target }) => setValue({ ...value, article: target.value })}>
              <option value="">{t('res.choose')}</option>
              {detail.adopted.map((one, at) => (
                <option key={one.id} value={one.id}>
                  {`${t('article', { n: at + 1 })} ${one.text}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="hz-row">
          <Field label={t('area')}>{({ id }) => <AreaPicker id={id} value={value.area} onChange={(area) => setValue({ ...value, area })} width={220} />}</Field>
          <Field label={t('place')} hint={t('placeHint')} required>
            {(attributes) => (
              <input
                {...attributes}
                className="hz-input"
                maxLength={100}
                value={value.place}
                onChange={({ target }) => setValue({ ...value, place: target.value })}
              />
            )}
          </Field>
        </div>
        <Field label={t('said')} hint={t('saidHint')} required>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={2}
              maxLength={500}
              value={value.said}
              onChange={({ target }) => setValue({ ...value, said: target.value })}
            />
          )}
        </Field>
        <Failure error={send.error} kept />
        <div className="hz-row">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Counts({ id }: { id: string }) {
  const t = useWords('covenants');
  const found = useRoute('GET /covenants/:id/reminder-counts', { params: { id } });
  return (
    <Panel title={t('counts')}>
      <DataTable
        name={t('counts')}
        columns={[
          { key: 'article', title: t('which'), render: (one) => `${one.number === null ? '' : t('article', { n: one.number })} ${one.text}` },
          { key: 'area', title: t('place'), render: (one) => one.areaName },
          { key: 'n', title: t('times'), number: true, render: (one) => one.n },
          { key: 'cases', title: t('cases'), number: true, render: (one) => one.cases },
        ]}
        items={(found.data?.items ?? []).map((one) => ({ ...one, id: `${one.article} ${one.area}` }))}
        loading={found.isPending}
        error={found.error}
        retry={() => void found.refetch()}
        empty={<Empty title={t('remindersNone')} />}
        height={280}
      />
    </Panel>
  );
}

function List({ id }: { id: string }) {
  const t = useWords('covenants');
  const time = useTime();
  const { can } = useSession();
  const list = useList('GET /covenants/:id/reminders', { params: { id }, query: { limit: 30 } });
  const [turning, setTurning] = useState<string | null>(null);
  return (
    <Panel title={t('reminders')}>
      <DataTable
        name={t('reminders')}
        columns={[
          { key: 'at', title: t('at'), render: (one) => time.moment(one.at) },
          { key: 'article', title: t('which'), render: (one) => `${one.number === null ? '' : t('article', { n: one.number })} ${one.text}` },
          { key: 'place', title: t('place'), render: (one) => `${one.areaName} ${one.place}` },
          { key: 'said', title: t('said'), from: 900, render: (one) => one.said },
          {
            key: 'case',
            title: t('toCase'),
            render: (one) =>
              one.case_id ? (
                <Link to={`/matters/${one.case_id}`}>{t('openCase')}</Link>
              ) : can('covenants.remind') ? (
                <Button onClick={() => setTurning(one.id)}>{t('toCase')}</Button>
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
        empty={<Empty title={t('remindersNone')} />}
      />
      {turning ? <Turn id={turning} onDone={() => setTurning(null)} /> : null}
    </Panel>
  );
}

function Turn({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useWords('covenants');
  const turn = useCommand('POST /covenants/reminders/:id/case', { refresh });
  const run = ({ subject }: { subject: string }) => turn.run({ params: { id }, body: { category: subject } });
  return <ToMatter kind="case" title={t('toCase')} effect={t('toCaseEffect')} turn={{ ...turn, run }} onDone={onDone} />;
}
