import { newId } from '@hezhi/contract/light';
import type { PartProps } from '@hezhi/matters/screens';
import { Tag } from '@hezhi/ui';
import { FormModal, useNeeded, useToast } from '@hezhi/ui/desk';
import { useMarks, useSay, useSession, useWords } from '@hezhi/web';
import { Button, Form, Input, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { talkRoutes, useCommand, useRoute } from '../shared/client.ts';
import { Unconfirmed } from './unconfirmed.tsx';
import { useFacts } from './use-facts.ts';

type Typed = {
  whether: string;
  question?: string;
  options?: string;
  rule?: string;
  voters: 'participants' | 'members' | 'present';
  secrecy: 'open' | 'secret' | 'receipt';
  opens: string;
  closes: string;
  binding?: boolean;
  basis: string;
};

/** The ballot of a topic: 做不做 and 如何做; making it when its turn has come. */
export default function BallotPart({ detail }: PartProps) {
  const t = useWords('deliberations');
  const { can } = useSession();
  const [making, setMaking] = useState(false);
  const talk = useFacts(detail).data;
  if (!talk || (!talk.ballot && detail.matter.state !== 'deciding')) return null;
  return (
    <section>
      <div className="hz-row">
        <h3>{t('ballot.title')}</h3>
        {talk.ballot ? <Tag tone="info">{t(`ballot.state.${talk.ballot.state}`)}</Tag> : null}
        {(!talk.ballot || talk.ballot.state === 'void') && can('deliberations.organise') ? (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('ballot.make')}
          </Button>
        ) : null}
      </div>
      {talk.ballot ? <p className="hz-small">{talk.result || t('ballot.running')}</p> : <p className="hz-small">{t('ballot.turn')}</p>}
      {making ? (
        <Make
          id={detail.matter.id}
          area={detail.matter.area}
          title={talk.title}
          body={talk.body !== null}
          meetings={talk.meetings.map(({ kind }) => kind)}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </section>
  );
}

type Given = {
  id: string;
  area: string;
  title: string;
  body: boolean;
  /** Kinds of meetings that were called on it. */ meetings: readonly string[];
  onClose: () => void;
};

function Make({ id, area, title, body, meetings, onClose }: Given) {
  const t = useWords('deliberations');
  const marks = useMarks();
  const say = useSay();
  const settings = useRoute('GET /deliberation-settings', { query: { area } }, { fresh: 600_000 }).data;
  const rules = settings?.rules ?? [];
  const unconfirmed = settings?.meetings.find((one) => one.unconfirmed && meetings.includes(one.key));
  const needed = useNeeded();
  const toast = useToast();
  const [ballot] = useState(newId);
  const make = useCommand('POST /deliberations/:id/ballot', { refresh: talkRoutes });
  const lines = (text: string | undefined): string[] =>
    (text ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  return (
    <FormModal<Typed>
      draft={`deliberations.ballot.${id}`}
      title={t('ballot.make')}
      effect={t('ballot.effect')}
      yes={t('ballot.make')}
      width={640}
      start={{ whether: t('ballot.whetherStart', { title }), voters: 'participants', secrecy: 'secret', binding: false }}
      onClose={onClose}
      onSubmit={async (typed) => {
        const options = lines(typed.options);
        await make.run({
          params: { id },
          body: {
            id: ballot,
            voters: typed.voters,
            ...(typed.rule ? { rule: typed.rule } : {}),
            secrecy: typed.secrecy,
            do: typed.whether.trim(),
            ...(options.length > 0 ? { how: { question: typed.question?.trim() || t('ballot.howStart'), options } } : {}),
            opensAt: `${typed.opens}:00+08:00`,
            closesAt: `${typed.closes}:00+08:00`,
            binding: typed.binding ?? false,
            basis: typed.basis.trim(),
          },
        });
        toast(t('ballot.made'));
      }}
    >
      {unconfirmed ? (
        <div className="hz-form-effect">
          <Unconfirmed />
          <div className="hz-small">{say(unconfirmed.basis)}</div>
        </div>
      ) : null}
      <Form.Item name="whether" label={t('ballot.whether')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="question" label={t('ballot.how')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="options"
        label={t('ballot.options')}
        extra={t('ballot.optionsHint')}
        rules={[{ validator: async (_, text?: string) => (lines(text).length === 1 ? Promise.reject(new Error(t('ballot.two'))) : undefined) }]}
      >
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
      <Form.Item name="voters" label={t('ballot.voters')} rules={[needed]}>
        <Radio.Group
          options={(body ? (['participants', 'members', 'present'] as const) : (['participants', 'present'] as const)).map((value) => ({
            value,
            label: t(`voters.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="rule" label={t('ballot.rule')}>
        <Select
          allowClear
          placeholder={t('ballot.ruleDefault')}
          options={rules.map((one) => ({ value: one.key, label: marks.aside(say(one.name), one.article) }))}
        />
      </Form.Item>
      <Form.Item name="secrecy" label={t('ballot.secrecy')} rules={[needed]}>
        <Select options={(['open', 'secret', 'receipt'] as const).map((value) => ({ value, label: t(`secrecy.${value}`) }))} />
      </Form.Item>
      <Form.Item name="opens" label={t('ballot.opens')} rules={[needed]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="closes" label={t('ballot.closes')} rules={[needed]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="binding" label={t('ballot.binding')} valuePropName="checked" extra={t('ballot.bindingHint')}>
        <Switch />
      </Form.Item>
      <Form.Item name="basis" label={t('ballot.basis')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={300} />
      </Form.Item>
    </FormModal>
  );
}
