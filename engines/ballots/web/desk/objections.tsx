import { newId } from '@hezhi/contract/light';
import { Empty, Failure, Tag } from '@hezhi/ui';
import { FormModal, Panel, useNeeded } from '@hezhi/ui/desk';
import { useSession, useTime, useWords, type ListState } from '@hezhi/web';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useCommand, useList, type Ballot, type Reply, type Roll } from '../shared/client.ts';

type Objection = Reply<'GET /ballots/rolls/:id/objections'>['items'][number];

/** Objections to a published roll, each to be answered before it is fixed. */
export function RollObjections({ roll }: { roll: Roll }) {
  const { can } = useSession();
  const list = useList('GET /ballots/rolls/:id/objections', { params: { id: roll.id }, query: { limit: 20 } });
  return <Objections list={list} mayAnswer={can('ballots.manage') && roll.state === 'published'} />;
}

/** Objections of the supervision to how a ballot is held. */
export function BallotObjections({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const { can } = useSession();
  const needed = useNeeded();
  const [writing, setWriting] = useState(false);
  const [id, setId] = useState(newId);
  const object = useCommand('POST /ballots/:id/objections', { refresh: ['GET /ballots/:id/objections'] });
  const list = useList('GET /ballots/:id/objections', { params: { id: ballot.id }, query: { limit: 20 } });
  return (
    <>
      <Objections
        list={list}
        mayAnswer={can('ballots.manage')}
        extra={can('ballots.observe') ? <Button onClick={() => setWriting(true)}>{t('objection.write')}</Button> : null}
      />
      {writing ? (
        <FormModal<{ text: string }>
          draft={`ballots.objection.${ballot.id}`}
          title={t('objection.write')}
          effect={t('objection.effect')}
          yes={t('objection.send')}
          onClose={() => setWriting(false)}
          onSubmit={async ({ text }) => {
            await object.run({ params: { id: ballot.id }, body: { id, text } });
            setId(newId());
          }}
        >
          <Form.Item name="text" label={t('objection.text')} rules={[needed]}>
            <Input.TextArea rows={4} maxLength={2000} />
          </Form.Item>
        </FormModal>
      ) : null}
    </>
  );
}

function Objections({ list, mayAnswer, extra = null }: { list: ListState<Objection>; mayAnswer: boolean; extra?: React.ReactNode }) {
  const t = useWords('ballots');
  const time = useTime();
  const [answering, setAnswering] = useState<Objection | null>(null);
  return (
    <Panel title={t('objection.title')} extra={extra}>
      <Failure error={list.error} retry={list.again} />
      {!list.isPending && list.items.length === 0 ? <Empty title={t('objection.none')} why={t('objection.noneWhy')} /> : null}
      <ul className="hzb-options">
        {list.items.map((one) => (
          <li key={one.id}>
            <p className="hzb-text">{one.text}</p>
            <p className="hz-small">
              {one.name} · {time.exact(one.at)}
            </p>
            {one.answer === null ? (
              mayAnswer ? (
                <Button onClick={() => setAnswering(one)}>{t('objection.answer')}</Button>
              ) : (
                <Tag tone="warn">{t('objection.open')}</Tag>
              )
            ) : (
              <p className="hzb-text">
                <Tag tone={one.accepted ? 'good' : 'neutral'}>{t(one.accepted ? 'objection.accepted' : 'objection.refused')}</Tag> {one.answer}
              </p>
            )}
          </li>
        ))}
      </ul>
      {list.hasMore ? <Button onClick={list.more}>{t('more')}</Button> : null}
      {answering ? <AnswerForm one={answering} onClose={() => setAnswering(null)} /> : null}
    </Panel>
  );
}

function AnswerForm({ one, onClose }: { one: Objection; onClose: () => void }) {
  const t = useWords('ballots');
  const needed = useNeeded();
  const answer = useCommand('POST /ballots/objections/:id/answer', {
    refresh: ['GET /ballots/rolls/:id/objections', 'GET /ballots/:id/objections', 'GET /ballots/rolls/:id'],
  });
  return (
    <FormModal<{ answer: string; accepted: boolean }>
      draft={`ballots.answer.${one.id}`}
      title={t('objection.answer')}
      effect={t('objection.answerEffect')}
      yes={t('objection.answer')}
      onClose={onClose}
      onSubmit={async (values) => {
        await answer.run({ params: { id: one.id }, body: values });
      }}
    >
      <p className="hzb-text">{one.text}</p>
      <Form.Item name="accepted" label={t('objection.right')} rules={[needed]}>
        <Radio.Group
          options={[
            { value: true, label: t('objection.accept') },
            { value: false, label: t('objection.refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item name="answer" label={t('objection.reply')} rules={[needed]}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormModal>
  );
}
