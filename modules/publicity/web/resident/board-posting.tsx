import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Facts, Failure, Tag } from '@hezhi/ui';
import { Card, Field, PhonePage, useToast } from '@hezhi/ui/phone';
import { Problem, useDraft, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { PostingContent } from '../shared/posting-content.tsx';

type Page = Reply<'GET /public/postings/:district/:id'>;

/** One posting: what it says, until when, its former versions, objections with answers, and the way to object. */
export default function BoardPostingPage() {
  const t = useWords('publicity');
  const params = useParams();
  const [district, id] = [params['district'] ?? '', params['id'] ?? ''];
  const asked = useRoute('GET /public/postings/:district/:id', { params: { district, id } });
  if (asked.error instanceof Problem && asked.error.status === 404)
    return (
      <PhonePage title={t('board.title')} back="/board">
        <Empty title={asked.error.detail} />
      </PhonePage>
    );
  return (
    <PhonePage title={asked.data?.title || t('board.title')} back="/board">
      <Answer of={asked} rows={6}>
        {(page) => <Posting page={page} />}
      </Answer>
    </PhonePage>
  );
}

function Posting({ page }: { page: Page }) {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const [current, ...former] = page.versions;
  const last = time.day(Date.parse(page.ends_at) - 1);
  return (
    <>
      <p className="hz-row">
        <Tag tone="info">{say(page.className)}</Tag>
        <Tag tone={page.state === 'shown' ? 'good' : page.state === 'withdrawn' ? 'warn' : 'neutral'}>
          {page.state === 'shown' ? t('board.until', { day: last }) : t(page.state === 'withdrawn' ? 'board.taken' : 'board.over')}
        </Tag>
        {page.version > 1 && page.state !== 'withdrawn' ? <Tag tone="info">{t('board.corrected', { count: page.version - 1 })}</Tag> : null}
      </p>
      {page.reason ? <p>{t('board.takenWhy', { reason: page.reason })}</p> : null}
      {current ? (
        <Card>
          {current.note ? <p>{t('board.correctedNote', { note: current.note })}</p> : null}
          <PostingContent content={current.content} />
        </Card>
      ) : null}
      <Card>
        <Facts
          items={[
            [t('board.by'), page.org ?? page.areaName],
            [t('board.for'), page.areaName],
            [t('postings.until'), last],
            [t('board.basis'), say(page.basis)],
          ]}
        />
        {page.state === 'withdrawn' ? null : (
          <p className="hz-row hz-no-print">
            <a className="hz-button" href={`/api/public/postings/${page.district}/${page.id}/paper`} target="_blank" rel="noreferrer">
              {t('board.paper')}
            </a>
            <button type="button" className="hz-button" onClick={() => window.print()}>
              {t('board.print')}
            </button>
          </p>
        )}
      </Card>
      {former.length > 0 ? (
        <Card>
          <h2>{t('board.former')}</h2>
          {former.map((one) => (
            <details key={one.version}>
              <summary>
                {t('postings.versionN', { n: one.version })} · {time.day(one.at)}
              </summary>
              {one.note ? <p>{t('board.correctedNote', { note: one.note })}</p> : null}
              <PostingContent content={one.content} />
            </details>
          ))}
        </Card>
      ) : null}
      <Card>
        <h2>{t('board.answered')}</h2>
        {page.answered.length === 0 ? <p className="hz-small">{t('board.noAnswered')}</p> : null}
        {page.answered.map((one) => (
          <article key={one.id} className="hzp-answer">
            <p>{one.text}</p>
            {one.state === 'open' ? <p className="hz-small">{t('board.waiting')}</p> : null}
            {one.answer ? (
              <p>
                <strong>{t('board.answer', { org: one.org ?? '' })}</strong> {one.result ? <Tag tone="info">{t(`postings.result.${one.result}`)}</Tag> : null}{' '}
                {one.answer}
              </p>
            ) : null}
            {one.own ? (
              <p>
                <Link to={`/mine/${one.id}`}>{t('board.follow')}</Link>
              </p>
            ) : null}
          </article>
        ))}
      </Card>
      {page.state === 'shown' ? <ObjectForm page={page} /> : null}
    </>
  );
}

function ObjectForm({ page }: { page: Page }) {
  const t = useWords('publicity');
  const toast = useToast();
  const { status } = useSession();
  const [id, setId] = useState(newId);
  const [text, setText, clear] = useDraft(`publicity.objection.${page.id}`, '');
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /public/postings/:district/:id/objections', { refresh: ['GET /public/postings', 'GET /my/matters'] });
  if (status === 'visitor')
    return (
      <p className="hz-row">
        <Link className="hz-button" to="/login">
          {t('board.login')}
        </Link>
      </p>
    );
  if (!page.may_object) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length < 4) return setFault(t('board.short'));
    setFault(null);
    try {
      const { sentence } = await send.run({ params: { district: page.district, id: page.id }, body: { id, text: text.trim() } });
      toast(sentence);
    } catch {
      return;
    }
    clear();
    setId(newId());
  };
  return (
    <Card>
      <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
        <h2>{t('board.object')}</h2>
        <Field label={t('board.objection')} hint={t('board.objectHint', { days: page.answer_days })} error={fault}>
          {(attributes) => (
            <textarea {...attributes} className="hz-input" rows={4} maxLength={1000} value={text} onChange={({ target }) => setText(target.value)} />
          )}
        </Field>
        <Failure error={send.error} kept />
        <div className="hz-row">
          <button className="hz-button" data-primary="" disabled={send.isPending}>
            {t('board.send')}
          </button>
        </div>
      </form>
    </Card>
  );
}
