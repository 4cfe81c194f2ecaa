import { Answer, Failure, Tag } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useLanguage, useRefresh, useTime, useWords } from '@hezhi/web';
import { Button, Checkbox, Modal, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { stale, useCommand, useRoute, type Detail } from './client.ts';
import { Columns } from './columns.tsx';
import './import.css';
import { tones } from './imports.tsx';
import { Rows } from './rows.tsx';
import { SendFile } from './send-file.tsx';

/** /cases/import/:id: how the columns are read, what is wrong with which row, and the import itself. */
export default function OneImport() {
  const { id = '' } = useParams();
  const [running, setRunning] = useState(true);
  const one = useRoute('GET /case-imports/:id', { params: { id } }, { keep: false, ...(running ? { every: 1500 } : {}) });
  const state = one.data?.state;
  useEffect(() => setRunning(state === undefined || state === 'checking' || state === 'importing'), [state]);
  return <Answer of={one}>{(data) => <Import key={data.id} one={data} />}</Answer>;
}

function Import({ one }: { one: Detail }) {
  const t = useWords('imports');
  const time = useTime();
  const go = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  const refresh = useRefresh();
  const [anew, setAnew] = useState(false);
  const cancel = useCommand('POST /case-imports/:id/cancel', { refresh: stale });
  const { counts, state } = one;
  const working = state === 'checking' || state === 'importing';
  const open = one.mine && one.has_cells && (state === 'checking' || state === 'checked') && counts.done === 0;
  // Rows are asked again when a worker has ended.
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state) void refresh(['GET /case-imports/:id/rows']);
    before.current = state;
  }, [state, refresh]);
  const drop = async () => {
    if (!(await confirm({ title: t('cancel.title'), effect: t('cancel.effect', { count: counts.rows }), yes: t('cancel.do'), danger: true }))) return;
    await cancel.run({ params: { id: one.id }, body: { version: one.version } }).then(
      () => toast(t('cancel.done')),
      () => undefined,
    );
  };
  const result = (format: 'xlsx' | 'csv') => (
    <a className="hz-button" href={`/api/case-imports/${one.id}/result/${format}`} download>
      {t(`result.${format}`)}
    </a>
  );
  return (
    <>
      <PageHead
        title={one.file}
        back="/cases/import"
        sub={
          <>
            <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>{' '}
            {t('sent', { who: one.mine ? t('me') : one.person, when: time.moment(one.at), area: one.area_name })}
          </>
        }
        actions={
          <>
            {open ? <Button onClick={() => setAnew(true)}>{t('anew.do')}</Button> : null}
            {open ? (
              <Button danger loading={cancel.isPending} onClick={() => void drop()}>
                {t('cancel.do')}
              </Button>
            ) : null}
            {counts.done > 0 || state === 'done' ? result('xlsx') : null}
            {counts.done > 0 || state === 'done' ? result('csv') : null}
          </>
        }
      />
      <div className="hzi-page">
        <Failure error={cancel.error} />
        {working ? <Going one={one} /> : <Next one={one} />}
        {open && state === 'checked' ? <Columns key={one.version} one={one} /> : null}
        <Rows one={one} />
        {one.cells_until ? <p className="hz-small">{t('kept', { when: time.day(one.cells_until) })}</p> : null}
        {one.has_cells ? null : <p className="hz-small">{t('gone')}</p>}
      </div>
      <Modal open={anew} title={t('anew.title')} footer={null} onCancel={() => setAnew(false)} destroyOnHidden>
        <p>{t('anew.why')}</p>
        <SendFile replaces={one.id} onSent={(id) => void go(`/cases/import/${id}`, { replace: true })} />
      </Modal>
    </>
  );
}

/** What stands between two sentences. */
const useSpace = (): string => (useLanguage()[0] === 'en' ? ' ' : '');

/** How far the worker is. One may leave the page meanwhile. */
function Going({ one: { counts, state } }: { one: Detail }) {
  const t = useWords('imports');
  const space = useSpace();
  const done = state === 'checking' ? counts.rows - counts.unchecked : counts.done + counts.failed;
  const all = state === 'checking' ? counts.rows : counts.done + counts.failed + counts.ready;
  return (
    <Panel title={t(`going.${state}`)}>
      <Progress percent={all === 0 ? 100 : Math.floor((done / all) * 100)} aria-label={t(`going.${state}`)} />
      <p role="status">
        {t('going.of', { done, all })}
        {space}
        {t('going.leave')}
      </p>
    </Panel>
  );
}

/** What there is to do next, in one sentence and one button. */
function Next({ one }: { one: Detail }) {
  const t = useWords('imports');
  const confirm = useConfirm();
  const toast = useToast();
  const space = useSpace();
  const [guesses, setGuesses] = useState(false);
  const start = useCommand('POST /case-imports/:id/confirm', { refresh: stale });
  const { counts, state } = one;
  const wrong = counts.faulty + counts.failed;
  const n = guesses ? counts.ready : counts.ready - counts.guessed;
  const may = one.mine && one.has_cells && ['checked', 'done', 'stopped'].includes(state) && counts.ready > 0;
  const run = async () => {
    const effect = [t('start.effect', { count: n, area: one.area_name }), ...(wrong > 0 ? [t('start.wrong', { count: wrong })] : [])].join(space);
    if (!(await confirm({ title: t('start.title', { count: n }), effect, yes: t('start.do', { count: n }) }))) return;
    await start.run({ params: { id: one.id }, body: { version: one.version, guesses } }).then(
      () => toast(t('start.begun')),
      () => undefined,
    );
  };
  if (state === 'checking' || state === 'importing') return null;
  return (
    <Panel title={t('next')}>
      <p role="status" className="hzi-said">
        {t(`said.${state}`)}
        {space}
        {t('said.counts', { rows: counts.rows, done: counts.done, ready: counts.ready, wrong })}
        {one.mine && one.has_cells && wrong > 0 && state !== 'cancelled' ? space + t(counts.done > 0 ? 'said.mendHere' : 'said.mend') : ''}
      </p>
      {may && counts.guessed > 0 ? (
        <p className="hzi-said">
          <Checkbox checked={guesses} onChange={({ target }) => setGuesses(target.checked)}>
            {t('start.guesses', { count: counts.guessed })}
          </Checkbox>
        </p>
      ) : null}
      {may ? (
        <Button type="primary" disabled={n === 0} loading={start.isPending} onClick={() => void run()}>
          {t('start.do', { count: n })}
        </Button>
      ) : null}
      {one.mine || counts.ready === 0 ? null : <p className="hz-small">{t('notMine', { who: one.person })}</p>}
      <Failure error={start.error} />
    </Panel>
  );
}
