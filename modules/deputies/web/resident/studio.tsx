import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Failure, Tag } from '@hezhi/ui';
import { Card, Field, PhonePage, useToast } from '@hezhi/ui/phone';
import { Problem, useDraft, useMarks, useSession, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import '../shared/deputies.css';

type Page = Reply<'GET /public/deputies/studios/:district/:id'>;
type Person = Page['people'][number];

/** A studio: who serves, when they receive, what was answered. */
export default function StudioPage() {
  const t = useWords('deputies');
  const params = useParams();
  const [district, id] = [params['district'] ?? '', params['id'] ?? ''];
  const asked = useRoute('GET /public/deputies/studios/:district/:id', { params: { district, id } });
  if (asked.error instanceof Problem && asked.error.status === 404)
    return (
      <PhonePage title={t('res.title')} back="/deputies">
        <Empty title={asked.error.detail} />
      </PhonePage>
    );
  return (
    <PhonePage title={asked.data?.name ?? t('res.title')} back="/deputies">
      <Answer of={asked} rows={8}>
        {(page) => <Studio page={page} />}
      </Answer>
    </PhonePage>
  );
}

function Studio({ page }: { page: Page }) {
  const t = useWords('deputies');
  const time = useTime();
  const marks = useMarks();
  return (
    <>
      <Card>
        <p>
          {page.place}
          {page.hours ? ` · ${page.hours}` : ''}
        </p>
        {page.phone ? (
          <p className="hz-row">
            <a className="hz-button" href={`tel:${page.phone.replace(/[^\d+]/g, '')}`}>
              {t('res.call', { phone: page.phone })}
            </a>
          </p>
        ) : null}
      </Card>
      <Card>
        <h2>{t('res.days')}</h2>
        {page.receptions.length === 0 ? <p className="hz-small">{t('res.daysNone')}</p> : null}
        {page.receptions.map((one) => (
          <article key={one.id} className="hzd-item">
            <p>
              <strong>{time.moment(one.starts_at)}</strong> {marks.list(one.who.map((each) => each.name))}{' '}
              {one.state === 'cancelled' ? (
                <Tag tone="warn">{t('day.states.cancelled')}</Tag>
              ) : (
                <Tag tone={one.free > 0 ? 'good' : 'neutral'}>{one.free > 0 ? t('res.free', { count: one.free }) : t('res.full')}</Tag>
              )}
            </p>
            <p className="hz-small">
              {marks.list(one.ways.map((each) => t(`ways.${each}`)))}
              {one.topic ? ` · ${one.topic}` : ''}
            </p>
            {one.state === 'planned' ? (
              <p>
                <Link className="hz-button" to={`/deputies/day/${page.district}/${one.id}`} aria-label={`${t('res.book')} ${time.moment(one.starts_at)}`}>
                  {t('res.book')}
                </Link>
              </p>
            ) : null}
          </article>
        ))}
      </Card>
      <Card>
        <h2>{t('res.who')}</h2>
        {page.people.map((one) => (
          <PersonView key={one.id} one={one} district={page.district} />
        ))}
      </Card>
      <Card>
        <h2>{t('res.answered')}</h2>
        {page.answered.length === 0 ? <p className="hz-small">{t('res.answeredNone')}</p> : null}
        {page.answered.map((one) => (
          <article key={one.id} className="hzd-item">
            <p>{one.text}</p>
            <p>
              <strong>{one.deputyName}</strong> {t('res.reply', { answer: one.answer })} {one.solved ? <Tag tone="good">{t('raised.solved')}</Tag> : null}
            </p>
          </article>
        ))}
      </Card>
    </>
  );
}

function PersonView({ one, district }: { one: Person; district: string }) {
  const t = useWords('deputies');
  const time = useTime();
  const marks = useMarks();
  const { status } = useSession();
  const [open, setOpen] = useState(false);
  return (
    <article className="hzd-item">
      <p>
        <strong>{one.name}</strong> <Tag tone="info">{marks.words([t(`levels.${one.level}`), t(`kinds.${one.kind}`)])}</Tag>
      </p>
      <p className="hz-small">
        {[one.duty, one.hours, t('res.term', { from: time.day(one.term_from), to: one.term_to ? time.day(one.term_to) : t('res.noEnd') })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {one.intro ? <p>{one.intro}</p> : null}
      {one.contacts.length > 0 ? <p className="hz-small">{t('res.contacts', { list: marks.list(one.contacts.map((each) => each.label)) })}</p> : null}
      <p className="hz-small">{t('res.record', one.record)}</p>
      {status === 'visitor' ? (
        <p>
          <Link className="hz-button" to="/login">
            {t('res.login')}
          </Link>
        </p>
      ) : open ? (
        <Message one={one} district={district} onDone={() => setOpen(false)} />
      ) : (
        <p>
          <button type="button" className="hz-button" aria-label={t('res.messageTo', { name: one.name })} onClick={() => setOpen(true)}>
            {t('res.message')}
          </button>
        </p>
      )}
    </article>
  );
}

function Message({ one, district, onDone }: { one: Person; district: string; onDone: () => void }) {
  const t = useWords('deputies');
  const toast = useToast();
  const [id] = useState(newId);
  const [words, setWords, clear] = useDraft(`deputies.message.${one.id}`, '');
  const [agree, setAgree] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /public/deputies/people/:district/:id/messages', { refresh: ['GET /my/deputies'] });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (words.trim().length < 4) return setFault(t('res.short'));
    setFault(null);
    try {
      await send.run({ params: { district, id: one.id }, body: { id, words: words.trim(), public: agree } });
    } catch {
      return;
    }
    clear();
    toast(t('res.sent'));
    onDone();
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={t('res.messageTo', { name: one.name })} hint={t('res.messageHint')} error={fault}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={4} maxLength={1000} value={words} onChange={({ target }) => setWords(target.value)} />
        )}
      </Field>
      <div className="hzd-checks">
        <label>
          <input type="checkbox" checked={agree} onChange={({ target }) => setAgree(target.checked)} /> {t('res.agree')}
        </label>
      </div>
      <Failure error={send.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={send.isPending}>
          {t('res.send')}
        </button>
        <button type="button" className="hz-button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
