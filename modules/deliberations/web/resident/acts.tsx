import { newId } from '@hezhi/contract/light';
import { HomePrompt } from '@hezhi/directory/screens/resident';
import { Failure } from '@hezhi/ui';
import { Field, useConfirm, useToast } from '@hezhi/ui/phone';
import { useDraft, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'react-router';
import { talkRoutes, useCommand, type Talk } from '../shared/client.ts';

/** What can I do now: everything the server says that I may, each with what follows from it. */
export function Acts({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const { pathname } = useLocation();
  const open = talk.meetings.find((one) => one.state === 'open');
  if (talk.can.length === 0) return <p className="hz-small">{t(talk.ended ? 'can.ended' : 'can.nothing')}</p>;
  return (
    <section className="hz-card hz-res-section" aria-labelledby="hzd-can">
      <h2 id="hzd-can">{t('can.title')}</h2>
      {talk.can.map((act) => {
        if (act === 'log_in')
          return (
            <Link key={act} className="hz-button" data-primary="" to={`/login?back=${encodeURIComponent(pathname)}`}>
              {t('can.log_in')}
            </Link>
          );
        if (act === 'home') return <HomePrompt key={act} standing={talk.you.home} whose={talk.whose} />;
        if (act === 'cosign') return <Cosign key={act} talk={talk} />;
        if (act === 'sign_in')
          return (
            <Link key={act} className="hz-button" to={`/meet/${talk.district}/${open?.id ?? ''}`}>
              {t('can.sign_in')}
            </Link>
          );
        if (act === 'position') return <Position key={act} talk={talk} />;
        if (act === 'vote')
          return (
            <Link key={act} className="hz-button" data-primary="" to={`/vote/${talk.district}/${talk.ballot?.id ?? ''}`}>
              {t('can.vote')}
            </Link>
          );
        if (act === 'object') return <Objection key={act} talk={talk} />;
        return <Rate key={act} talk={talk} />;
      })}
    </section>
  );
}

function Cosign({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const toast = useToast();
  const confirm = useConfirm();
  const send = useCommand('POST /deliberations/:id/cosign', { refresh: talkRoutes });
  const go = async () => {
    if (!(await confirm({ title: t('cosign.sure'), effect: t('cosign.effect'), yes: t('can.cosign') }))) return;
    await send.run({ params: { id: talk.id } }).then(
      () => toast(t('cosign.done')),
      () => undefined,
    );
  };
  return (
    <div>
      <p className="hz-small hz-num">{t('cosigned', { n: talk.cosigned, of: talk.cosigners })}</p>
      {talk.who === 'district' ? null : <p className="hz-small">{t('cosign.by', { area: talk.whose })}</p>}
      <button type="button" className="hz-button" data-primary="" disabled={send.isPending} onClick={() => void go()}>
        {t('can.cosign')}
      </button>
      <Failure error={send.error} />
    </div>
  );
}

const stances = ['for', 'against', 'abstain'] as const;
type Stance = (typeof stances)[number];

function Position({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const toast = useToast();
  const [stance, setStance] = useState<Stance | null>(talk.you.stance);
  const [words, setWords, clear] = useDraft(`deliberations.position.${talk.id}`, '');
  const [named, setNamed] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /deliberations/:id/position', { refresh: talkRoutes });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (stance === null) return setFault(t('position.need'));
    setFault(null);
    try {
      await send.run({ params: { id: talk.id }, body: { stance, words: words.trim(), named } });
    } catch {
      return;
    }
    clear();
    toast(t('position.done'));
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <h3>{t('can.position')}</h3>
      <div className="hz-segments" role="group" aria-label={t('can.position')}>
        {stances.map((one) => (
          <button key={one} type="button" aria-pressed={stance === one} onClick={() => setStance(one)}>
            {t(`stance.${one}`)}
          </button>
        ))}
      </div>
      {fault ? (
        <p className="hz-field-error" role="alert">
          {fault}
        </p>
      ) : null}
      <Field label={t('position.words')} hint={t('position.hint')}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={3} maxLength={1000} value={words} onChange={({ target }) => setWords(target.value)} />
        )}
      </Field>
      <label className="hz-row">
        <input type="checkbox" checked={named} onChange={({ target }) => setNamed(target.checked)} /> {t('position.named')}
      </label>
      <Failure error={send.error} kept />
      <button className="hz-button" disabled={send.isPending}>
        {t(talk.you.stance === null ? 'position.send' : 'position.change')}
      </button>
    </form>
  );
}

function Objection({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const toast = useToast();
  const confirm = useConfirm();
  const [words, setWords, clear] = useDraft(`deliberations.objection.${talk.id}`, '');
  const [id, setId] = useState(newId);
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /deliberations/:id/objections', { refresh: talkRoutes });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ([...words.trim()].length < 2) return setFault(t('objection.need'));
    setFault(null);
    if (!(await confirm({ title: t('objection.sure'), effect: t('objection.effect'), yes: t('can.object') }))) return;
    try {
      await send.run({ params: { id: talk.id }, body: { id, words: words.trim() } });
    } catch {
      return;
    }
    clear();
    setId(newId());
    toast(t('objection.done'));
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={t('objection.words')} hint={t('objection.hint')} error={fault}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={3} maxLength={1000} value={words} onChange={({ target }) => setWords(target.value)} />
        )}
      </Field>
      <Failure error={send.error} kept />
      <button className="hz-button" disabled={send.isPending}>
        {t('can.object')}
      </button>
    </form>
  );
}

function Rate({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const toast = useToast();
  const [score, setScore] = useState(0);
  const [words, setWords, clear] = useDraft(`deliberations.rating.${talk.id}`, '');
  const [fault, setFault] = useState<string | null>(null);
  const send = useCommand('POST /deliberations/:id/rating', { refresh: talkRoutes });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (score === 0) return setFault(t('rate.need'));
    setFault(null);
    try {
      await send.run({ params: { id: talk.id }, body: { score, words: words.trim() } });
    } catch {
      return;
    }
    clear();
    toast(t('rate.done'));
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <h3>{t('can.rate')}</h3>
      <div className="hzd-scores" role="group" aria-label={t('can.rate')}>
        {[1, 2, 3, 4, 5].map((n) => (
          <button
            key={n}
            type="button"
            className="hz-button"
            aria-pressed={score === n}
            {...(score === n ? { 'data-primary': '' } : {})}
            onClick={() => setScore(n)}
          >
            {t('rate.score', { n })}
          </button>
        ))}
      </div>
      {fault ? (
        <p className="hz-field-error" role="alert">
          {fault}
        </p>
      ) : null}
      <Field label={t('rate.words')}>
        {(attributes) => (
          <textarea {...attributes} className="hz-input" rows={2} maxLength={500} value={words} onChange={({ target }) => setWords(target.value)} />
        )}
      </Field>
      <p className="hz-small">{t('rate.once')}</p>
      <Failure error={send.error} kept />
      <button className="hz-button" data-primary="" disabled={send.isPending}>
        {t('rate.send')}
      </button>
    </form>
  );
}
