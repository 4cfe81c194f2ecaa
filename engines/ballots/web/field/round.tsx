import { Answer, Empty, Tag } from '@hezhi/ui';
import { Field, ListMore, PhonePage, useToast } from '@hezhi/ui/phone';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useParams } from 'react-router';
import { amount } from '../../contract/light.ts';
import { useList, useRoute, type Ballot, type VoterLine } from '../shared/client.ts';
import { PaperForm } from '../shared/paper-form.tsx';
import { useVoterName } from '../shared/voter-name.ts';
import '../shared/ballots.css';

/** /collect/:id: who is still to be asked, house by house, and entering the paper at the door. */
export default function RoundPage() {
  const t = useWords('ballots');
  const { id = '' } = useParams();
  const asked = useRoute('GET /ballots/:id', { params: { id } }, { every: 60_000 });
  return (
    <PhonePage title={asked.data?.title ?? t('nav.collect')} back="/collect">
      <Answer of={asked} rows={6}>
        {(ballot) => <Round ballot={ballot} />}
      </Answer>
    </PhonePage>
  );
}

function Round({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const name = useVoterName();
  const toast = useToast();
  const [filters, set] = useFilters({ q: '', all: '' });
  const [at, setAt] = useState<VoterLine | 'any' | null>(null);
  const list = useList('GET /ballots/:id/turnout', {
    params: { id: ballot.id },
    query: { limit: 30, ...(filters.q ? { q: filters.q } : {}), ...(filters.all ? {} : { waiting: 'true' as never }) },
  });
  const home = ballot.channels.includes('home');
  if (!ballot.channels.some((one) => one === 'home' || one === 'paper' || one === 'meeting'))
    return <Empty title={t('collect.noPaper')} why={t('collect.noPaperWhy')} />;
  if (at)
    return (
      <section className="hz-card hzb-card">
        <h2>{at === 'any' ? t('papers.enter') : t('collect.at', { label: name(at.label) })}</h2>
        {at !== 'any' && at.units.length > 1 ? <p className="hz-small">{at.units.map(({ label }) => name(label)).join(t('and'))}</p> : null}
        <PaperForm
          ballot={ballot}
          {...(at === 'any' || !at.units[0]
            ? {}
            : {
                start: { voter: { entry: at.units[0].entry, voter: at.id, label: at.units[0].label }, channel: home ? ('home' as const) : ('paper' as const) },
              })}
          onEntered={(entered) => {
            toast(t(`papers.done.${entered.state}`, { paper: entered.paper }));
            setAt(null);
          }}
        />
        <button type="button" className="hz-button" onClick={() => setAt(null)}>
          {t('collect.back')}
        </button>
      </section>
    );
  return (
    <>
      <p className="hz-small">{t('collect.how')}</p>
      <button type="button" className="hz-button hz-big" data-primary="" onClick={() => setAt('any')}>
        {t('papers.enter')}
      </button>
      <Field label={t('collect.find')} hint={t('collect.findHint')}>
        {(attributes) => (
          <input {...attributes} type="search" className="hz-input" maxLength={60} value={filters.q} onChange={({ target }) => set({ q: target.value })} />
        )}
      </Field>
      <div className="hz-row" role="group" aria-label={t('collect.which')}>
        {(['', '1'] as const).map((all) => (
          <button
            key={all}
            type="button"
            className="hz-button"
            aria-pressed={filters.all === all}
            data-primary={filters.all === all ? '' : undefined}
            onClick={() => set({ all })}
          >
            {t(all ? 'collect.all' : 'collect.waiting')}
          </button>
        ))}
      </div>
      <ListMore
        list={list}
        label={t('turnout.title')}
        empty={<Empty title={t('collect.done')} why={t('collect.doneWhy')} />}
        render={(one) => <Door one={one} ballot={ballot} onOpen={() => setAt(one)} />}
      />
    </>
  );
}

function Door({ one, ballot, onOpen }: { one: VoterLine; ballot: Ballot; onOpen: () => void }) {
  const t = useWords('ballots');
  const name = useVoterName();
  const say = useSay();
  const time = useTime();
  return (
    <section className="hz-card hzb-card">
      <p>
        <strong>{one.units.map(({ label }) => name(label)).join(t('and'))}</strong>{' '}
        {ballot.roll.totals.area === undefined ? null : <span className="hz-num hz-small">{say(amount('area', one.area))}</span>}
      </p>
      <p>
        {[...new Set(one.units.map(({ holder }) => holder).filter(Boolean))].join(t('and'))}{' '}
        {one.voted === null ? null : one.voted ? <Tag tone="good">{t('turnout.in', { at: time.moment(one.voted_at!) })}</Tag> : <Tag>{t('turnout.out')}</Tag>}
      </p>
      <button type="button" className="hz-button" onClick={onOpen}>
        {t('collect.enter')}
      </button>
    </section>
  );
}
