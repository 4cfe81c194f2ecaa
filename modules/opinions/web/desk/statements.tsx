import { newId } from '@hezhi/contract/light';
import { Failure, Loading } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { useDraft, useSession, useWords } from '@hezhi/web';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useCommand, useList, type Question } from '../shared/client.ts';
import { Moderate } from './moderate.tsx';

const views = ['shown', 'waiting', 'refused'] as const;

/** The statements of one question: how the votes fell, what waits, what was refused; and one more of the organisation's own. */
export function DeskStatements({ one }: { one: Question }) {
  const t = useWords('opinions');
  const { can } = useSession();
  const [view, setView] = useState<(typeof views)[number]>('shown');
  const moderates = can('opinions.moderate') || can('opinions.manage');
  const list = useList('GET /opinion-statements', { query: { question: one.id, view, limit: 30 } }, { enabled: moderates });
  if (!moderates) return null;
  return (
    <Panel title={t('statements.title', { n: one.statements })}>
      <Segmented
        aria-label={t('statements.which')}
        value={view}
        onChange={setView}
        options={views.map((value) => ({ value, label: t(`desk.view.${value}`) }))}
        style={{ marginBottom: 8 }}
      />
      {list.isPending ? <Loading rows={4} /> : <Failure error={list.error} retry={list.again} />}
      {!list.isPending && !list.error && list.items.length === 0 ? <p className="hz-small">{t(`desk.noneOf.${view}`)}</p> : null}
      <ul className="hz-list" aria-label={t(`desk.view.${view}`)}>
        {list.items.map((statement) => (
          <li key={statement.id} className="hzo-item">
            <Moderate one={statement} draft={one.state === 'draft'} />
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button loading={list.isMoreFetching} onClick={list.more}>
          {t('more')}
        </Button>
      ) : null}
      {can('opinions.manage') && view === 'shown' && one.state !== 'counting' && one.state !== 'closed' ? <Add one={one} /> : null}
    </Panel>
  );
}

function Add({ one }: { one: Question }) {
  const t = useWords('opinions');
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [text, setText, clear] = useDraft(`opinions.seed.${one.id}`, '');
  const add = useCommand('POST /opinions/:id/statements', { refresh: ['GET /opinion-statements', 'GET /opinions'] });
  const save = async () => {
    try {
      await add.run({ params: { id: one.id }, body: { id, text: text.trim() } });
    } catch {
      return;
    }
    clear();
    setId(newId());
    toast(t('desk.added'));
  };
  return (
    <form
      className="hz-row"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Input
        aria-label={t('desk.add')}
        placeholder={t('desk.addHint')}
        maxLength={200}
        value={text}
        onChange={({ target }) => setText(target.value)}
        style={{ flex: 1, minWidth: 200 }}
      />
      <Button htmlType="submit" loading={add.isPending} disabled={text.trim().length < 4}>
        {t('desk.add')}
      </Button>
      <Failure error={add.error} kept />
    </form>
  );
}
