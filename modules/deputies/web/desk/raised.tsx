import { ToMatter } from '@hezhi/matters/screens/desk';
import { Empty, Failure, Tag, type Tone } from '@hezhi/ui';
import { DataTable, FilterBar, useConfirm, useToast } from '@hezhi/ui/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useList, type Reply } from '../shared/client.ts';

type One = Reply<'GET /deputies/raised'>['items'][number];
const states = ['open', 'case', 'topic', 'answered'] as const;
const tones: Record<One['state'], Tone> = { open: 'warn', case: 'info', topic: 'info', answered: 'good' };
const refresh = ['GET /deputies'] as const;

/** What was raised: answered, or made a case or topic. */
export function Raised() {
  const t = useWords('deputies');
  const time = useTime();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ tab: 'raised', state: '' });
  const state = states.find((one) => one === filters.state);
  const list = useList('GET /deputies/raised', { query: { limit: 30, ...(state ? { state } : {}) } });
  const [turning, setTurning] = useState<One | null>(null);
  return (
    <>
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[{ key: 'state', kind: 'select', label: t('raised.state'), options: states.map((value) => ({ value, label: t(`raised.states.${value}`) })) }]}
      />
      <DataTable
        name={t('tabs.raised')}
        columns={[
          { key: 'at', title: t('raised.at'), render: (one) => time.moment(one.at) },
          { key: 'who', title: t('raised.who'), render: (one) => `${one.deputyName} · ${t(`ways.${one.way}`)}` },
          {
            key: 'words',
            title: t('raised.words'),
            render: (one) => (
              <>
                {one.text}
                {one.answer ? <span className="hz-small">{` ${t('res.reply', { answer: one.answer })}`}</span> : null}
              </>
            ),
          },
          {
            key: 'state',
            title: t('raised.state'),
            render: (one) => (
              <>
                <Tag tone={tones[one.state]}>{t(`raised.states.${one.state}`)}</Tag>{' '}
                {one.solved === null ? null : <Tag tone={one.solved ? 'good' : 'warn'}>{t(one.solved ? 'raised.solved' : 'raised.notSolved')}</Tag>}
              </>
            ),
          },
          {
            key: 'do',
            title: '',
            render: (one) =>
              can('deputies.manage') ? (
                <Work one={one} onCase={() => setTurning(one)} />
              ) : one.matter ? (
                <Link to={`/matters/${one.matter}`}>{t('raised.open')}</Link>
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
        empty={<Empty title={t('raised.none')} />}
      />
      {turning ? <Turn id={turning.id} onDone={() => setTurning(null)} /> : null}
    </>
  );
}

function Work({ one, onCase }: { one: One; onCase: () => void }) {
  const t = useWords('deputies');
  const confirm = useConfirm();
  const toast = useToast();
  const answer = useCommand('POST /deputies/raised/:id/answer', { refresh });
  const topic = useCommand('POST /deputies/raised/:id/topic', { refresh });
  const onAnswer = async () => {
    const given = await confirm({
      title: t('raised.answer'),
      effect: t('raised.answerEffect'),
      yes: t('raised.answer'),
      ask: { label: t('raised.answerText'), required: true, max: 1000 },
    });
    if (!given) return;
    await answer.run({ params: { id: one.id }, body: { answer: given.text } }).then(
      () => toast(t('done')),
      () => undefined,
    );
  };
  const onTopic = async () => {
    if (!(await confirm({ title: t('raised.toTopic'), effect: t('raised.toTopicEffect'), yes: t('raised.toTopic') }))) return;
    await topic.run({ params: { id: one.id } }).then(
      ({ number }) => toast(t('raised.made', { number })),
      () => undefined,
    );
  };
  return (
    <span className="hz-row">
      {one.matter ? <Link to={`/matters/${one.matter}`}>{t('raised.open')}</Link> : null}
      {one.answer === null ? (
        <Button loading={answer.isPending} onClick={() => void onAnswer()}>
          {t('raised.answer')}
        </Button>
      ) : null}
      {one.state === 'open' ? (
        <>
          <Button onClick={onCase}>{t('raised.toCase')}</Button>
          <Button loading={topic.isPending} onClick={() => void onTopic()}>
            {t('raised.toTopic')}
          </Button>
        </>
      ) : null}
      <Failure error={answer.error ?? topic.error} />
    </span>
  );
}

function Turn({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useWords('deputies');
  const turn = useCommand('POST /deputies/raised/:id/case', { refresh });
  const run = ({ subject, address }: { subject: string; address: string }) => turn.run({ params: { id }, body: { category: subject, address } });
  return <ToMatter address kind="case" title={t('raised.toCase')} effect={t('raised.toCaseEffect')} turn={{ ...turn, run }} onDone={onDone} />;
}
