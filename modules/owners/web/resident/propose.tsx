import { newId } from '@hezhi/contract/light';
import { Answer, Failure } from '@hezhi/ui';
import { Field, PhonePage, useConfirm, useToast } from '@hezhi/ui/phone';
import { faultsByField, useDraft, useSay, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useCommand, useRoute, voteKeys, type Page } from '../shared/client.ts';
import { subjectChoices } from '../shared/pieces.tsx';
import type { Subject } from '../../contract/subjects.ts';
import { usePlace } from './district.ts';

type Form = { id: string; as: 'owners' | 'committee'; subject: Subject | ''; title: string; text: string; question: string; election: boolean };
const blank: Form = { id: '', as: 'owners', subject: '', title: '', text: '', question: '', election: false };

/** Proposing a vote of the owners: one fifth of them must support it; the committee's goes to be checked at once. What is typed is kept on this device. */
export default function Propose() {
  const t = useWords('owners');
  const { code, group, error, again } = usePlace();
  const asked = useRoute('GET /public/owners/:district/:id', { params: { district: code, id: group } }, { enabled: code !== '' });
  return (
    <PhonePage title={t('propose.title')} back={`/owners/${code}/${group}`}>
      <Failure error={error} retry={again} />
      {error ? null : <Answer of={asked}>{(page) => (page.mine ? <Typing page={page} /> : <p>{t('propose.ownersOnly')}</p>)}</Answer>}
    </PhonePage>
  );
}

function Typing({ page }: { page: Page }) {
  const t = useWords('owners');
  const say = useSay();
  const go = useNavigate();
  const toast = useToast();
  const confirm = useConfirm();
  const [value, setValue, clear] = useDraft<Form>(`owners.propose.${page.id}`, blank);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const send = useCommand('POST /my/owners/:district/:id/votes', { refresh: voteKeys });
  const said = faultsByField(send.error);
  const fault = (key: string): string | null => own[key] ?? said[key] ?? null;
  const change = (part: Partial<Form>) => {
    setValue((before) => ({ ...before, ...part }));
    setOwn({});
  };
  const election = value.subject === 'owners.committee' && value.election;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Record<string, string> = {};
    if (value.subject === '') missing['subject'] = t('propose.needSubject');
    if ([...value.title.trim()].length < 2) missing['title'] = t('propose.needTitle');
    if (value.text.trim() === '') missing['text'] = t('propose.needText');
    setOwn(missing);
    if (Object.keys(missing).length > 0 || value.subject === '') return;
    if (!(await confirm({ title: t('propose.sure'), effect: t(value.as === 'owners' ? 'propose.effectOwners' : 'propose.effect'), yes: t('propose.send') })))
      return;
    const id = value.id || newId();
    if (!value.id) change({ id });
    const title = value.title.trim();
    try {
      await send.run({
        params: { district: page.district, id: page.id },
        body: {
          id,
          as: value.as,
          subject: value.subject,
          title,
          text: value.text.trim(),
          questions: election ? [] : [{ title: value.question.trim() || title, text: '', options: [] }],
          election: election ? { seats: 5, reserves: 2 } : null,
        },
      });
    } catch {
      // Told below; what was typed stays.
      return;
    }
    clear();
    toast(t('propose.done'));
    void go(`/owners-vote/${page.district}/${id}`);
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <p className="hz-small">{t('propose.resident')}</p>
      {page.committeeMember ? (
        <Field label={t('propose.as')}>
          {(attributes) => (
            <select
              {...attributes}
              className="hz-input"
              value={value.as}
              onChange={({ target }) => change({ as: target.value === 'committee' ? 'committee' : 'owners' })}
            >
              {(['owners', 'committee'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`proposer.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <Field label={t('vote.subject')} hint={t('propose.subjectHint')} required error={fault('subject')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={value.subject} onChange={({ target }) => change({ subject: target.value as Subject | '' })}>
            <option value="">{t('propose.choose')}</option>
            {subjectChoices.map((one) => (
              <option key={one.value} value={one.value}>
                {say(one.words)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {value.subject === 'owners.committee' ? (
        <label className="hzo-choice">
          <input type="checkbox" checked={value.election} onChange={({ target }) => change({ election: target.checked })} /> {t('propose.newCommittee')}
        </label>
      ) : null}
      <Field label={t('vote.title')} required error={fault('title')}>
        {(attributes) => (
          <input {...attributes} className="hz-input" maxLength={100} value={value.title} onChange={({ target }) => change({ title: target.value })} />
        )}
      </Field>
      {election ? null : (
        <Field label={t('propose.ask')} hint={t('propose.askHint')}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={200} value={value.question} onChange={({ target }) => change({ question: target.value })} />
          )}
        </Field>
      )}
      <Field label={t('vote.text')} required error={fault('text')}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={6}
            maxLength={8000}
            value={value.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        )}
      </Field>
      <Failure error={Object.keys(said).length > 0 ? null : send.error} kept />
      <button className="hz-button" data-primary="" disabled={send.isPending}>
        {t('propose.send')}
      </button>
    </form>
  );
}
