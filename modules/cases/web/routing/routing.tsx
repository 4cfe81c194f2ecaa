import { Answer, Empty, Failure, Tag } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { Away, Problem, useLiveRefresh, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { toSend, useCommand, useRoute, type Draft, type Rule, type RuleInput, type State } from './client.ts';
import { History, VersionLine } from './history.tsx';
import { PreviewPanel } from './preview.tsx';
import { PublishDialog } from './publish.tsx';
import './routing.css';
import { RuleForm } from './rule-form.tsx';
import { RulesTable } from './rules-table.tsx';

/** /admin/routing: which organisation gets what, where and when. A draft is checked and tried on last month's cases before it comes into force. */
export default function Routing() {
  const t = useWords('routing');
  const state = useRoute('GET /case-routing');
  useLiveRefresh(['cases.routing'], ['GET /case-routing']);
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Answer of={state} rows={8}>
        {(data) => <Versions state={data} again={() => void state.refetch()} />}
      </Answer>
    </>
  );
}

function Versions({ state, again }: { state: State; again: () => void }) {
  const t = useWords('routing');
  const confirm = useConfirm();
  const toast = useToast();
  const save = useCommand('PUT /case-routing/draft', { refresh: ['GET /case-routing'] });
  const { draft, now, later } = state;
  const write = async (rules: readonly RuleInput[], note: string): Promise<boolean> => {
    try {
      await save.run({ body: { revision: draft?.revision ?? 0, note, rules: rules.map(toSend) } });
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Problem) && !(thrown instanceof Away)) throw thrown;
      if (thrown instanceof Problem && thrown.code === 'cases.routing_changed') again();
      return false;
    }
  };
  const takeUp = async (version: number, rules: readonly Rule[]) => {
    if (draft && !(await confirm({ title: t('takeUpTitle', { version }), effect: t('takeUpEffect', { count: draft.rules.length }), danger: true }))) return;
    if (await write(rules, t('takenUp', { version }))) toast(t('takenUpDone', { version }));
  };
  return (
    <div className="rt-page">
      <Failure error={save.error} />
      {draft ? (
        <DraftPanel key={draft.version} draft={draft} state={state} busy={save.isPending} write={write} />
      ) : (
        <Panel title={t('draft')}>
          <Empty
            title={t('noDraft')}
            why={t('noDraftWhy')}
            action={
              <Button type="primary" loading={save.isPending} onClick={() => void write(now?.rules ?? [], '')}>
                {t(now ? 'begin' : 'beginEmpty')}
              </Button>
            }
          />
        </Panel>
      )}
      <Panel title={t('inForce')}>
        {now ? (
          <>
            <p>
              <VersionLine version={now.version} />
            </p>
            <RulesTable name={t('inForce')} rules={now.rules} />
          </>
        ) : (
          <Empty title={t('noneInForce')} why={t('noneInForceWhy')} />
        )}
        {later.length > 0 ? (
          <>
            <h3>{t('toCome')}</h3>
            <ul className="rt-history">
              {later.map((one) => (
                <li key={one.version}>
                  <VersionLine version={one} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Panel>
      <History busy={save.isPending} onTakeUp={(version, rules) => void takeUp(version, rules)} />
    </div>
  );
}

function DraftPanel({
  draft,
  state,
  busy,
  write,
}: {
  draft: Draft;
  state: State;
  busy: boolean;
  write: (rules: readonly RuleInput[], note: string) => Promise<boolean>;
}) {
  const t = useWords('routing');
  const time = useTime();
  const confirm = useConfirm();
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  const [publishing, setPublishing] = useState(false);
  const errors = draft.findings.filter((one) => one.error).length;
  const keep = async (rule: RuleInput) => {
    const rules = editing === 'new' ? [...draft.rules, rule] : draft.rules.map((one) => (one.id === rule.id ? rule : one));
    if (await write(rules, draft.note)) setEditing(null);
  };
  const remove = async (rule: Rule) => {
    const number = draft.rules.indexOf(rule) + 1;
    if (!(await confirm({ title: t('removeOf', { number }), effect: t('removeEffect'), danger: true }))) return;
    await write(
      draft.rules.filter((one) => one.id !== rule.id),
      draft.note,
    );
  };
  const note = async () => {
    const given = await confirm({ title: t('note'), effect: t('noteEffect'), ask: { label: t('note'), required: false, max: 200 } });
    if (given) await write(draft.rules, given.text.trim());
  };
  return (
    <Panel
      title={t('draftOf', { version: draft.version })}
      extra={
        <div className="hz-row">
          <Button disabled={busy} onClick={() => void note()}>
            {t('note')}
          </Button>
          <Button onClick={() => setEditing('new')} disabled={busy}>
            {t('add')}
          </Button>
          <Button type="primary" disabled={busy || errors > 0} onClick={() => setPublishing(true)}>
            {t('publish')}
          </Button>
        </div>
      }
    >
      <p>
        {errors > 0 ? <Tag tone="late">{t('faults', { count: errors })}</Tag> : <Tag tone="good">{t('sound')}</Tag>}{' '}
        <span className="hz-small">
          {t('changed', { who: draft.changed_by, when: time.moment(draft.changed_at) })}
          {draft.note ? ` · ${draft.note}` : ''}
        </span>
      </p>
      <p className="hz-small">{t('order')}</p>
      <RulesTable name={t('draft')} rules={draft.rules} findings={draft.findings} busy={busy} onEdit={setEditing} onRemove={(rule) => void remove(rule)} />
      {draft.rules.length > 0 ? <PreviewPanel key={draft.revision} draft={draft} /> : null}
      {editing ? (
        <RuleForm
          key={editing === 'new' ? 'new' : editing.id}
          rule={editing === 'new' ? null : editing}
          busy={busy}
          onClose={() => setEditing(null)}
          onKeep={(rule) => void keep(rule)}
        />
      ) : null}
      {publishing ? <PublishDialog draft={draft} later={state.later} onClose={() => setPublishing(false)} /> : null}
    </Panel>
  );
}
