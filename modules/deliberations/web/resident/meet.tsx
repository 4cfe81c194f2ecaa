import { newId } from '@hezhi/contract/light';
import { Answer, Facts, Failure, Tag } from '@hezhi/ui';
import { Field, PhonePage, useToast } from '@hezhi/ui/phone';
import { useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { meetingKeys, useCommand, useRoute, type Meeting } from '../shared/client.ts';
import { MeetingTag } from '../shared/pieces.tsx';
import '@hezhi/matters/screens/resident.css';

/** A meeting on the phone: when, where, what; signing in by the code at the door, asking for the floor, the published minutes. */
export default function MeetPage() {
  const t = useWords('deliberations');
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/meetings/:district/:id', { params: { district, id } }, { keep: false });
  useLiveRefresh(['deliberations.'], ['GET /public/meetings/:district/:id']);
  return (
    <PhonePage title={asked.data?.title ?? t('meeting.title')} back={asked.data?.topic ? `/talk/${district}/${asked.data.topic.id}` : '/talks'}>
      <Answer of={asked}>{(meeting) => <Shown meeting={meeting} />}</Answer>
    </PhonePage>
  );
}

function Shown({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  return (
    <>
      <section className="hz-card hz-res-section">
        <p className="hz-res-line">
          <strong>{say(meeting.kindName)}</strong>
          <MeetingTag state={meeting.state} attained={meeting.attained} />
        </p>
        <Facts
          items={[
            [t('meeting.when'), time.moment(meeting.startsAt)],
            [t('meeting.where'), meeting.place || null],
            [t('meeting.online'), meeting.mode === 'on_site' ? null : (meeting.link ?? t('meeting.invitedOnly'))],
            [
              t('meeting.topic'),
              meeting.topic ? (
                <Link key="topic" to={`/talk/${meeting.district}/${meeting.topic.id}`}>
                  {meeting.topic.title}
                </Link>
              ) : null,
            ],
            [t('meeting.body'), meeting.body?.name ?? null],
            [t('meeting.chair'), meeting.chair],
            [t('meeting.secretary'), meeting.secretary],
            [
              t('meeting.presentLine'),
              meeting.entitled === null
                ? t('meeting.presentOnly', { n: meeting.present })
                : t('meeting.present', { n: meeting.present, of: meeting.entitled, need: meeting.needed }),
            ],
            [t('meeting.reason'), meeting.reason || null, 'wide'],
          ]}
        />
        {meeting.agenda.length > 0 ? (
          <>
            <h3>{t('meeting.agenda')}</h3>
            <ol>
              {meeting.agenda.map((one) => (
                <li key={one.text}>{t('meeting.item', { text: one.text, minutes: one.minutes })}</li>
              ))}
            </ol>
          </>
        ) : null}
        <p className="hz-small">{say(meeting.rule.basis)}</p>
      </section>
      {meeting.state === 'open' ? <Inside meeting={meeting} /> : null}
      {meeting.minutes ? (
        <section className="hz-card hz-res-section">
          <h2>{t('minutes.title')}</h2>
          <p className="hzd-pre">{meeting.minutes.text}</p>
          <p className="hz-small">{t('minutes.published', { at: time.moment(meeting.minutes.at) })}</p>
        </section>
      ) : null}
    </>
  );
}

function Inside({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const { status } = useSession();
  const { pathname, search } = useLocation();
  if (status !== 'person')
    return (
      <section className="hz-card">
        <Link className="hz-button" data-primary="" to={`/login?back=${encodeURIComponent(pathname + search)}`}>
          {t('can.log_in')}
        </Link>
      </section>
    );
  return meeting.you.signedIn ? <Floor meeting={meeting} /> : <SignIn meeting={meeting} />;
}

function SignIn({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const toast = useToast();
  const [params] = useSearchParams();
  const [code, setCode] = useState(params.get('code') ?? '');
  const send = useCommand('POST /meetings/:id/sign-in', { refresh: meetingKeys });
  const online = meeting.mode !== 'on_site' && meeting.you.invited;
  const go = async (body: { code?: string; online?: boolean }) => {
    await send.run({ params: { id: meeting.id }, body }).then(
      ({ counted }) => toast(t(counted ? 'signIn.done' : 'signIn.guest')),
      () => undefined,
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void go({ code: code.trim() });
  };
  return (
    <section className="hz-card">
      <form className="hz-form" noValidate onSubmit={submit}>
        <h2>{t('can.sign_in')}</h2>
        <Field label={t('signIn.code')} hint={t('signIn.hint')}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              maxLength={20}
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
        <Failure error={send.error} />
        <button className="hz-button" data-primary="" disabled={send.isPending || code.trim() === ''}>
          {t('signIn.send')}
        </button>
        {online ? (
          <button type="button" className="hz-button" disabled={send.isPending} onClick={() => void go({ online: true })}>
            {t('signIn.online')}
          </button>
        ) : null}
        <p className="hz-small">{t('signIn.privacy')}</p>
      </form>
    </section>
  );
}

function Floor({ meeting }: { meeting: Meeting }) {
  const t = useWords('deliberations');
  const [about, setAbout] = useState('');
  const [id, setId] = useState(newId);
  const ask = useCommand('POST /meetings/:id/floor', { refresh: meetingKeys });
  const move = useCommand('POST /meetings/:id/floor/:floor', { refresh: meetingKeys });
  const mine = meeting.floor.find((one) => one.mine && (one.state === 'waiting' || one.state === 'speaking'));
  const waiting = meeting.floor.filter((one) => one.state === 'waiting' || one.state === 'speaking');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await ask.run({ params: { id: meeting.id }, body: { id, about: about.trim() } });
    } catch {
      return;
    }
    setAbout('');
    setId(newId());
  };
  return (
    <section className="hz-card hz-res-section">
      <p role="status">{t('signIn.in')}</p>
      <h2>{t('floor.title')}</h2>
      {waiting.length === 0 ? <p className="hz-small">{t('floor.none')}</p> : null}
      <ol className="hzd-rows">
        {waiting.map((one) => (
          <li key={one.id}>
            {one.state === 'speaking' ? <Tag tone="info">{t('floor.speaking')}</Tag> : null} {one.name}{' '}
            {one.about ? <span className="hz-small">{one.about}</span> : null} <span className="hz-small hz-num">{t('floor.minutes', { n: one.minutes })}</span>
          </li>
        ))}
      </ol>
      {mine?.state === 'waiting' ? (
        <button
          type="button"
          className="hz-button"
          disabled={move.isPending}
          onClick={() => void move.run({ params: { id: meeting.id, floor: mine.id }, body: { do: 'withdraw' } }).catch(() => undefined)}
        >
          {t('floor.withdraw')}
        </button>
      ) : null}
      {mine ? null : (
        <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
          <Field label={t('floor.about')}>
            {(attributes) => <input {...attributes} className="hz-input" maxLength={200} value={about} onChange={({ target }) => setAbout(target.value)} />}
          </Field>
          <button className="hz-button" disabled={ask.isPending}>
            {t('floor.ask')}
          </button>
        </form>
      )}
      <Failure error={ask.error ?? move.error} />
    </section>
  );
}
