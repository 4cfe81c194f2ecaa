import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Facts, Failure, Tag } from '@hezhi/ui';
import { Card, Field, PhonePage, useConfirm, useToast } from '@hezhi/ui/phone';
import { Problem, useMarks, useSession, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';

type Page = Reply<'GET /public/deputies/receptions/:district/:id'>;
const refresh = ['GET /public/deputies', 'GET /my/deputies'] as const;

/** A reception day: who, when, where, and an appointment. */
export default function DayPage() {
  const t = useWords('deputies');
  const time = useTime();
  const marks = useMarks();
  const params = useParams();
  const [district, id] = [params['district'] ?? '', params['id'] ?? ''];
  const asked = useRoute('GET /public/deputies/receptions/:district/:id', { params: { district, id } }, { every: 60_000 });
  const back = asked.data ? `/deputies/at/${district}/${asked.data.studio}` : '/deputies';
  if (asked.error instanceof Problem && asked.error.status === 404)
    return (
      <PhonePage title={t('res.days')} back="/deputies">
        <Empty title={asked.error.detail} />
      </PhonePage>
    );
  return (
    <PhonePage title={t('res.days')} back={back}>
      <Answer of={asked} rows={6}>
        {(page) => (
          <>
            <Card>
              <h2>{page.studioName}</h2>
              <Facts
                items={[
                  [t('day.when'), time.between(page.starts_at, page.ends_at)],
                  [t('day.who'), marks.list(page.who.map((one) => marks.aside(one.name, t(`kinds.${one.kind}`))))],
                  [t('day.place'), page.place],
                  ...(page.topic ? ([[t('day.theme'), page.topic]] as [string, string][]) : []),
                ]}
              />
              {page.state === 'cancelled' ? (
                <p>
                  <Tag tone="warn">{t('res.cancelledDay')}</Tag> {page.note}
                </p>
              ) : null}
              {page.online ? <p>{t('res.join', { online: page.online })}</p> : null}
            </Card>
            <Booking page={page} />
          </>
        )}
      </Answer>
    </PhonePage>
  );
}

function Booking({ page }: { page: Page }) {
  const t = useWords('deputies');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const { status } = useSession();
  const cancel = useCommand('DELETE /public/deputies/signups/:district/:id', { refresh });
  const { mine } = page;
  if (mine) {
    const back = async () => {
      if (!(await confirm({ title: t('res.cancel'), effect: t('res.cancelEffect'), yes: t('res.cancel'), no: t('res.keep'), danger: true }))) return;
      await cancel.run({ params: { district: page.district, id: mine.id } }).then(
        () => toast(t('res.cancelled')),
        () => undefined,
      );
    };
    return (
      <Card>
        <p>{t('res.mine', { at: time.moment(mine.at), way: t(`ways.${mine.way}`) })}</p>
        <p className="hz-small">{mine.topic}</p>
        {page.open ? (
          <p className="hz-row">
            <button type="button" className="hz-button" disabled={cancel.isPending} onClick={() => void back()}>
              {t('res.cancel')}
            </button>
          </p>
        ) : null}
        <Failure error={cancel.error} />
      </Card>
    );
  }
  if (page.state === 'cancelled') return null;
  if (!page.open) return <p>{t('res.over')}</p>;
  if (page.free === 0) return <p>{t('res.full')}</p>;
  if (status === 'visitor')
    return (
      <p className="hz-row">
        <Link className="hz-button" to="/login">
          {t('res.login')}
        </Link>
      </p>
    );
  return (
    <Card>
      <BookForm page={page} />
    </Card>
  );
}

function BookForm({ page }: { page: Page }) {
  const t = useWords('deputies');
  const time = useTime();
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [value, setValue] = useState({ n: '', way: page.ways[0] ?? ('onsite' as const), topic: '', phone: '' });
  const [fault, setFault] = useState<{ topic?: string; phone?: string }>({});
  const book = useCommand('POST /public/deputies/receptions/:district/:id/signups', { refresh });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const byPhone = value.way === 'phone';
    const wrong = {
      ...(value.topic.trim().length < 2 ? { topic: t('res.short') } : {}),
      ...(byPhone && !/^1[3-9]\d{9}$/.test(value.phone) ? { phone: t('res.phone') } : {}),
    };
    setFault(wrong);
    if (Object.keys(wrong).length > 0) return;
    try {
      const body = { id, n: value.n === '' ? null : Number(value.n), way: value.way, topic: value.topic.trim(), ...(byPhone ? { phone: value.phone } : {}) };
      const made = await book.run({ params: { district: page.district, id: page.id }, body });
      toast(t('res.booked', { at: time.moment(made.at) }));
    } catch {
      setId(newId());
    }
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{t('res.book')}</h2>
      <Field label={t('res.time')}>
        {(attributes) => (
          <select {...attributes} className="hz-input" value={value.n} onChange={({ target }) => setValue({ ...value, n: target.value })}>
            <option value="">{t('res.anyTime')}</option>
            {page.times
              .filter((one) => one.free)
              .map((one) => (
                <option key={one.n} value={one.n}>
                  {time.moment(one.at)}
                </option>
              ))}
          </select>
        )}
      </Field>
      <Field label={t('res.way')}>
        {(attributes) => (
          <select
            {...attributes}
            className="hz-input"
            value={value.way}
            onChange={({ target }) => setValue({ ...value, way: page.ways.find((one) => one === target.value) ?? value.way })}
          >
            {page.ways.map((one) => (
              <option key={one} value={one}>
                {t(`ways.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {value.way === 'phone' ? (
        <Field label={t('res.phone')} hint={t('res.phoneHint')} error={fault.phone ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              type="tel"
              inputMode="numeric"
              autoComplete="tel"
              maxLength={11}
              value={value.phone}
              onChange={({ target }) => setValue({ ...value, phone: target.value.trim() })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('res.topic')} error={fault.topic ?? null}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="hz-input"
            rows={3}
            maxLength={300}
            value={value.topic}
            onChange={({ target }) => setValue({ ...value, topic: target.value })}
          />
        )}
      </Field>
      <Failure error={book.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={book.isPending}>
          {t('res.book')}
        </button>
      </div>
    </form>
  );
}
