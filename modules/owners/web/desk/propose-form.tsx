import { newId } from '@hezhi/contract/light';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useSay, useWords } from '@hezhi/web';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, voteKeys, type Group } from '../shared/client.ts';
import { subjectChoices } from '../shared/pieces.tsx';
import type { Subject } from '../../contract/subjects.ts';

type Typed = {
  as: 'committee' | 'owners' | 'community';
  subject: Subject;
  what?: 'election' | 'question';
  title: string;
  text: string;
  question?: string;
  options?: string;
  seats?: number;
  reserves?: number;
};

/** A proposal entered at the desk. The subject decides by which shares of the law it passes. */
export function ProposeForm({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useWords('owners');
  const say = useSay();
  const needed = useNeeded();
  const toast = useToast();
  const go = useNavigate();
  const [id] = useState(newId);
  const send = useCommand('POST /owners/:id/votes', { refresh: voteKeys });
  const ways = group.committee > 0 ? (['committee', 'owners'] as const) : (['community', 'owners'] as const);
  return (
    <FormModal<Typed>
      draft={`owners.propose.${group.id}`}
      title={t('propose.title')}
      effect={t('propose.effect')}
      yes={t('propose.send')}
      width={640}
      start={{ as: ways[0], what: 'question', seats: 5, reserves: 2 }}
      onClose={onClose}
      onSubmit={async (typed) => {
        const election = typed.subject === 'owners.committee' && typed.what === 'election';
        const options = (typed.options ?? '')
          .split('\n')
          .map((one) => one.trim())
          .filter(Boolean);
        await send.run({
          params: { id: group.id },
          body: {
            id,
            as: typed.as,
            subject: typed.subject,
            title: typed.title.trim(),
            text: typed.text.trim(),
            questions: election ? [] : [{ title: typed.question?.trim() || typed.title.trim(), text: '', options }],
            election: election ? { seats: typed.seats ?? 5, reserves: typed.reserves ?? 0 } : null,
          },
        });
        toast(t('propose.done'));
        void go(`/matters/${id}`);
      }}
    >
      {(form) => (
        <>
          <Form.Item name="as" label={t('propose.as')} rules={[needed]}>
            <Radio.Group options={ways.map((value) => ({ value, label: t(`proposer.${value}`) }))} />
          </Form.Item>
          <Form.Item name="subject" label={t('vote.subject')} rules={[needed]} extra={t('propose.subjectHint')}>
            <Select options={subjectChoices.map(({ value, words }) => ({ value, label: say(words) }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const committee = form.getFieldValue('subject') === 'owners.committee';
              const election = committee && form.getFieldValue('what') === 'election';
              return (
                <>
                  {committee ? (
                    <Form.Item name="what" label={t('propose.what')} rules={[needed]}>
                      <Radio.Group options={(['election', 'question'] as const).map((value) => ({ value, label: t(`propose.${value}`) }))} />
                    </Form.Item>
                  ) : null}
                  {election ? (
                    <>
                      <Form.Item name="seats" label={t('propose.seats')} rules={[needed]}>
                        <InputNumber min={3} max={15} precision={0} />
                      </Form.Item>
                      <Form.Item name="reserves" label={t('propose.reserves')} rules={[needed]}>
                        <InputNumber min={0} max={10} precision={0} />
                      </Form.Item>
                    </>
                  ) : (
                    <>
                      <Form.Item name="question" label={t('propose.ask')} extra={t('propose.askHint')}>
                        <Input maxLength={200} />
                      </Form.Item>
                      <Form.Item
                        name="options"
                        label={t('propose.options')}
                        extra={t('propose.optionsHint')}
                        rules={[
                          {
                            validator: async (_, text?: string) =>
                              (text ?? '').split('\n').filter((one) => one.trim()).length === 1 ? Promise.reject(new Error(t('propose.two'))) : undefined,
                          },
                        ]}
                      >
                        <Input.TextArea rows={3} maxLength={2000} />
                      </Form.Item>
                    </>
                  )}
                </>
              );
            }}
          </Form.Item>
          <Form.Item name="title" label={t('vote.title')} rules={[{ ...needed, whitespace: true }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="text" label={t('vote.text')} rules={[{ ...needed, whitespace: true }]}>
            <Input.TextArea rows={5} maxLength={8000} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
