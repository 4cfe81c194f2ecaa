import { Answer, Failure, Field } from '@hezhi/ui';
import { PageHead, Panel, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useCommand, useList, useRoute, type Reply } from '../shared/client.ts';
import '../shared/covenants.css';

type Detail = Reply<'GET /covenants/:id'>;
const refresh = ['GET /covenants', 'GET /ballots'] as const;

/** /covenants/:id/decide?by=meeting|vote: adoption by a meeting that was held, or a vote that begins. */
export default function DecidePage() {
  const t = useWords('covenants');
  const id = useParams()['id'] ?? '';
  const [asked] = useSearchParams();
  const vote = asked.get('by') === 'vote';
  const found = useRoute('GET /covenants/:id', { params: { id } });
  return (
    <>
      <PageHead title={t(vote ? 'vote' : 'adopt')} sub={found.data?.title} back={`/covenants/${id}`} />
      <Answer of={found} rows={6}>
        {(detail) => <Panel>{vote ? <Vote detail={detail} /> : <Meeting detail={detail} />}</Panel>}
      </Answer>
    </>
  );
}

type Attributes = { id: string };
type Line = { label: string; hint?: string; type?: string; value: string; set: (value: string) => void; max?: number; required?: boolean };
const Text = ({ label, hint, type = 'text', value, set, max = 100, required = false }: Line) => (
  <Field label={label} required={required} {...(hint ? { hint } : {})}>
    {(attributes: Attributes) => (
      <input {...attributes} className="hz-input" type={type} maxLength={max} value={value} onChange={({ target }) => set(target.value)} />
    )}
  </Field>
);
const Form = ({ onSend, children }: { onSend: () => void; children: ReactNode }) => (
  <form
    className="hzk-form"
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    {children}
  </form>
);

function useDone(id: string) {
  const t = useWords('covenants');
  const go = useNavigate();
  const toast = useToast();
  return (work: Promise<unknown>) =>
    work.then(
      () => {
        toast(t('done'));
        void go(`/covenants/${id}`);
      },
      () => undefined,
    );
}

const counts = ['entitled', 'present', 'for', 'against', 'abstain'] as const;

function Meeting({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const done = useDone(detail.id);
  const [value, setValue] = useState({
    number: '',
    adopted_on: '',
    effective_on: '',
    filed: '',
    name: '',
    note: '',
    entitled: '',
    present: '',
    for: '',
    against: '',
    abstain: '',
  });
  const adopt = useCommand('POST /covenants/:id/adoption', { refresh });
  const set = (key: keyof typeof value) => (text: string) => setValue({ ...value, [key]: text });
  const n = (key: (typeof counts)[number]) => Number(value[key] || 0);
  const ready = value.number.trim() !== '' && value.name.trim().length >= 2 && value.adopted_on !== '' && value.effective_on !== '' && n('entitled') > 0;
  const send = () => {
    const { number, adopted_on, effective_on, filed, name, note } = value;
    const meeting = { name, note, entitled: n('entitled'), present: n('present'), for: n('for'), against: n('against'), abstain: n('abstain') };
    if (ready) void done(adopt.run({ params: { id: detail.id }, body: { revision: detail.revision, number, adopted_on, effective_on, filed, meeting } }));
  };
  return (
    <Form onSend={send}>
      <Text label={t('meeting')} value={value.name} set={set('name')} max={80} required />
      <div className="hz-row">
        {counts.map((key) => (
          <Text key={key} label={t(key)} type="number" value={value[key]} set={set(key)} required={key === 'entitled'} />
        ))}
      </div>
      <Text label={t('number')} value={value.number} set={set('number')} max={60} required />
      <div className="hz-row">
        <Text label={t('adoptedOn')} type="date" value={value.adopted_on} set={set('adopted_on')} required />
        <Text label={t('effectiveOn')} type="date" value={value.effective_on} set={set('effective_on')} required />
      </div>
      <Text label={t('filed')} hint={t('filedHint')} value={value.filed} set={set('filed')} />
      <Text label={t('meetingNote')} value={value.note} set={set('note')} max={1000} />
      <Failure error={adopt.error} kept />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={adopt.isPending}>
          {t('adopt')}
        </Button>
        {ready ? null : <span className="hz-small">{t('notReady')}</span>}
      </div>
    </Form>
  );
}

const rules = ['residents', 'owners', 'villagers'] as const;
const secrecies = ['open', 'secret', 'receipt'] as const;

function Vote({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const done = useDone(detail.id);
  const rolls = useList('GET /ballots/rolls', { query: { limit: 50 } });
  const frozen = rolls.items.filter((one) => one.state === 'frozen');
  const [value, setValue] = useState({
    roll: '',
    rule: 'residents' as (typeof rules)[number],
    secrecy: 'secret' as (typeof secrecies)[number],
    opens: '',
    closes: '',
    number: '',
    days: '7',
    filed: '',
  });
  const vote = useCommand('POST /covenants/:id/vote', { refresh });
  const set =
    <K extends keyof typeof value>(key: K) =>
    (text: string) =>
      setValue({ ...value, [key]: text });
  const ready = value.roll !== '' && value.opens !== '' && value.closes !== '' && value.number.trim() !== '';
  // Typed in China's time, whatever the machine's.
  const moment = (text: string): string => `${text}:00+08:00`;
  const send = () => {
    const { roll, rule, secrecy, number, filed } = value;
    const body = {
      revision: detail.revision,
      roll,
      rule,
      secrecy,
      number,
      filed,
      opens_at: moment(value.opens),
      closes_at: moment(value.closes),
      effective_days: Number(value.days) || 0,
    };
    if (ready) void done(vote.run({ params: { id: detail.id }, body }));
  };
  return (
    <Form onSend={send}>
      <Field label={t('roll')} hint={t(rolls.isPending || frozen.length > 0 ? 'rollHint' : 'rollNone')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={value.roll} onChange={({ target }) => set('roll')(target.value)}>
            <option value="">{t('res.choose')}</option>
            {frozen.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('rule')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={value.rule} onChange={({ target }) => set('rule')(target.value)}>
            {rules.map((one) => (
              <option key={one} value={one}>
                {t(`rules.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('secrecy')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={value.secrecy} onChange={({ target }) => set('secrecy')(target.value)}>
            {secrecies.map((one) => (
              <option key={one} value={one}>
                {t(`secrecies.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="hz-row">
        <Text label={t('opensAt')} type="datetime-local" value={value.opens} set={set('opens')} required />
        <Text label={t('closesAt')} type="datetime-local" value={value.closes} set={set('closes')} required />
        <Text label={t('effectiveDays')} type="number" value={value.days} set={set('days')} />
      </div>
      <Text label={t('number')} value={value.number} set={set('number')} max={60} required />
      <Text label={t('filed')} hint={t('filedHint')} value={value.filed} set={set('filed')} />
      <Failure error={rolls.error} />
      <Failure error={vote.error} kept />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={vote.isPending}>
          {t('vote')}
        </Button>
        {ready ? null : <span className="hz-small">{t('notReady')}</span>}
      </div>
    </Form>
  );
}
