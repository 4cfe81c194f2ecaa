import { newId } from '@hezhi/contract/light';
import { Answer, Empty, Failure, Tag } from '@hezhi/ui';
import { BigButton, Field, ListMore, PhonePage, useToast } from '@hezhi/ui/phone';
import { useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { amount } from '../../contract/light.ts';
import { useCommand, useList, useRoute, type Entry, type Roll } from '../shared/client.ts';
import '../shared/ballots.css';

/** /roll/:district/:id: a published roll, to check one's own line and object. */
export default function RollPage() {
  const t = useWords('ballots');
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/ballots/rolls/:district/:id', { params: { district, id } });
  return (
    <PhonePage title={asked.data?.title ?? t('roll.title')}>
      <Answer of={asked}>{(roll) => <About roll={roll} district={district} />}</Answer>
    </PhonePage>
  );
}

function About({ roll, district }: { roll: Roll; district: string }) {
  const t = useWords('ballots');
  const time = useTime();
  const [q, setQ] = useState('');
  const [about, setAbout] = useState<Entry | null>(null);
  const list = useList('GET /public/ballots/rolls/:district/:id/entries', {
    params: { district, id: roll.id },
    query: { limit: 30, ...(q.trim() ? { q: q.trim() } : {}) },
  });
  return (
    <>
      <section className="hz-card hzb-card">
        <p>
          {t(roll.state === 'frozen' ? 'roll.frozenSays' : 'roll.publishedSays', {
            n: time.count(roll.entries),
            until: roll.until ? time.moment(roll.until) : '',
          })}
        </p>
        <p className="hz-small">{t('roll.masked')}</p>
      </section>
      <Field label={t('roll.find')} hint={t('roll.findHint')}>
        {(attributes) => <input {...attributes} type="search" className="hz-input" maxLength={60} value={q} onChange={({ target }) => setQ(target.value)} />}
      </Field>
      {roll.state === 'published' ? <Objection roll={roll} district={district} about={about} onAbout={setAbout} /> : null}
      <ListMore
        list={list}
        label={t('roll.title')}
        empty={<Empty title={t('roll.nothing')} why={t('roll.nothingWhy')} />}
        render={(one) => <Line one={one} roll={roll} onObject={roll.state === 'published' ? () => setAbout(one) : null} />}
      />
    </>
  );
}

function Line({ one, roll, onObject }: { one: Entry; roll: Roll; onObject: (() => void) | null }) {
  const t = useWords('ballots');
  const say = useSay();
  return (
    <section className="hz-card hzb-card">
      <p>
        <strong>{one.label}</strong> {one.holder} {one.removed ? <Tag>{t('roll.removed')}</Tag> : null}
      </p>
      <p className="hz-num">
        {[roll.measures.includes('area') ? say(amount('area', one.area)) : '', roll.measures.includes('shares') ? say(amount('shares', one.shares)) : '']
          .filter(Boolean)
          .join(' · ')}
      </p>
      {one.version > 1 && one.reason ? <p className="hz-small">{t('roll.corrected', { reason: one.reason })}</p> : null}
      {onObject ? (
        <button type="button" className="hz-button" onClick={onObject}>
          {t('roll.wrong')}
        </button>
      ) : null}
    </section>
  );
}

function Objection({ roll, district, about, onAbout }: { roll: Roll; district: string; about: Entry | null; onAbout: (entry: Entry | null) => void }) {
  const t = useWords('ballots');
  const toast = useToast();
  const { status } = useSession();
  const { pathname } = useLocation();
  const [text, setText] = useState('');
  const [id, setId] = useState(newId);
  const send = useCommand('POST /public/ballots/rolls/:district/:id/objections');
  const submit = async () => {
    try {
      await send.run({ params: { district, id: roll.id }, body: { id, entry: about?.id ?? null, text } });
    } catch {
      return; // Told below; what was typed stays.
    }
    setText('');
    setId(newId());
    onAbout(null);
    toast(t('roll.objected'));
  };
  return (
    <section className="hz-card hzb-card">
      <h2>{t('roll.object')}</h2>
      {status === 'visitor' ? (
        <p>
          <Link className="hz-button" to="/login" state={{ from: pathname }}>
            {t('roll.login')}
          </Link>
        </p>
      ) : (
        <>
          <p>{about ? t('roll.about', { label: about.label }) : t('roll.aboutAll')}</p>
          <Field label={t('roll.what')} hint={t('roll.whatHint')} required>
            {(attributes) => (
              <textarea {...attributes} className="hz-input" rows={3} maxLength={2000} value={text} onChange={({ target }) => setText(target.value)} />
            )}
          </Field>
          <Failure error={send.error} kept />
          <BigButton busy={send.isPending} disabled={text.trim() === ''} onClick={() => void submit()}>
            {t('roll.send')}
          </BigButton>
        </>
      )}
    </section>
  );
}
