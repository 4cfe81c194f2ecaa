import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Failure, Loading } from '@hezhi/ui';
import { Card, Field, PhonePage, useToast } from '@hezhi/ui/phone';
import { useSession, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useCommand, useList, useRoute, type Reply } from '../shared/client.ts';

/** 文明劝导: which article, where, what was said; no names and no photos. */
export default function RemindPage() {
  const t = useWords('covenants');
  const list = useList('GET /covenants', { query: { limit: 100 } });
  const adopted = list.items.filter((one) => one.version > 0 && one.phase !== 'ended');
  const [chosen, setChosen] = useState('');
  const id = adopted.find((one) => one.id === chosen)?.id ?? adopted[0]?.id;
  return (
    <PhonePage title={t('reminders')} back="/me">
      <p className="hz-small">{t('remindSub')}</p>
      {list.isPending ? <Loading rows={4} /> : <Failure error={list.error} retry={list.again} />}
      {!list.isPending && !list.error && adopted.length === 0 ? <Empty title={t('none')} why={t('res.noneWhy')} /> : null}
      {adopted.length > 1 ? (
        <Field label={t('nav')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={id ?? ''} onChange={({ target }) => setChosen(target.value)}>
              {adopted.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.title}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {id ? <One key={id} id={id} /> : null}
    </PhonePage>
  );
}

function One({ id }: { id: string }) {
  const asked = useRoute('GET /covenants/:id', { params: { id } });
  return (
    <Answer of={asked} rows={6}>
      {(detail) => (
        <>
          <Form detail={detail} />
          <Latest id={id} />
        </>
      )}
    </Answer>
  );
}

function Form({ detail }: { detail: Reply<'GET /covenants/:id'> }) {
  const t = useWords('covenants');
  const toast = useToast();
  const { post } = useSession();
  const [value, setValue] = useState({ id: newId(), article: '', place: '', said: '' });
  const send = useCommand('POST /covenants/:id/reminders', { refresh: ['GET /covenants/:id/reminders'] });
  const ready = value.article !== '' && value.place.trim() !== '' && value.said.trim().length >= 2;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    // Who walks a grid records in it; others in the covenant's territory.
    const area = post && post.area.length > detail.area.length ? post.area : detail.area;
    try {
      await send.run({ params: { id: detail.id }, body: { ...value, area } });
    } catch {
      return;
    }
    setValue({ id: newId(), article: value.article, place: '', said: '' });
    toast(t('saved'));
  };
  return (
    <Card>
      <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
        <Field label={t('which')}>
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
        <Field label={t('place')} hint={t('placeHint')}>
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
        <Field label={t('said')} hint={t('saidHint')}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={3}
              maxLength={500}
              value={value.said}
              onChange={({ target }) => setValue({ ...value, said: target.value })}
            />
          )}
        </Field>
        <Failure error={send.error} kept />
        <div className="hz-row">
          <button className="hz-button" data-primary="" disabled={!ready || send.isPending}>
            {t('save')}
          </button>
        </div>
      </form>
    </Card>
  );
}

function Latest({ id }: { id: string }) {
  const t = useWords('covenants');
  const time = useTime();
  const list = useList('GET /covenants/:id/reminders', { params: { id }, query: { limit: 10 } });
  if (list.items.length === 0) return null;
  return (
    <Card>
      <h2>{t('reminders')}</h2>
      <ul className="hz-list">
        {list.items.map((one) => (
          <li key={one.id}>
            <p>
              {one.number === null ? '' : t('article', { n: one.number })} {one.place}
              <br />
              <span className="hz-small">
                {one.said} · {time.moment(one.at)}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
