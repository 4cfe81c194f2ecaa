import { Answer, Empty, Facts, Failure } from '@hezhi/ui';
import { Field, ListMore, PhonePage, useToast } from '@hezhi/ui/phone';
import { useMarks, useSession, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'react-router';
import { useCommand, useList, useRoute, type Page } from '../shared/client.ts';
import { BindingTag, useArea } from '../shared/pieces.tsx';
import { usePlace } from './district.ts';
import { VoteCard } from './vote-card.tsx';
import '@hezhi/matters/screens/resident.css';

/** The page of a compound: what is voted on, what was decided, who is in the committee, one's own lines of the register. */
export default function GroupPage() {
  const t = useWords('owners');
  const { code, group, error, again } = usePlace();
  const asked = useRoute('GET /public/owners/:district/:id', { params: { district: code, id: group } }, { keep: false, enabled: code !== '' });
  return (
    <PhonePage title={asked.data?.name ?? t('resident.title')} back="/owners">
      <Failure error={error} retry={again} />
      {error ? null : <Answer of={asked}>{(page) => <Shown page={page} />}</Answer>}
    </PhonePage>
  );
}

function Shown({ page }: { page: Page }) {
  const t = useWords('owners');
  const marks = useMarks();
  const area = useArea();
  const votes = useList('GET /public/owners/:district/:id/votes', { params: { district: page.district, id: page.id } });
  const committee = page.members.filter((one) => one.kind === 'committee');
  const preparing = page.members.filter((one) => one.kind === 'preparing');
  return (
    <>
      <section className="hz-res-section">
        <h2>{t('votes.title')}</h2>
        <ListMore
          list={votes}
          label={t('votes.title')}
          render={(one) => <VoteCard one={one} />}
          empty={<Empty title={t('votes.none')} why={t('resident.votesWhy')} />}
        />
        {page.mine ? (
          <Link className="hz-button" to={`/owners/${page.district}/${page.id}/propose`}>
            {t('propose.title')}
          </Link>
        ) : null}
      </section>
      <Mine page={page} />
      <section className="hz-card hz-res-section">
        <h2>{t('members.title')}</h2>
        {committee.length + preparing.length === 0 ? <p>{t('members.none')}</p> : null}
        {[committee, preparing].map((some) =>
          some.length > 0 ? (
            <div key={some[0]!.kind}>
              <h3>{t(`members.kinds.${some[0]!.kind}`)}</h3>
              <ul className="hzo-rows">
                {some.map((one) => (
                  <li key={one.id}>
                    <strong>{one.name}</strong>{' '}
                    <span className="hz-small">
                      {[t(`members.roles.${one.role}`), one.to ? t('members.to', { to: one.to }) : null].filter(Boolean).join(' · ')}
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          ) : null,
        )}
      </section>
      <section className="hz-card hz-res-section">
        <h2>{t('group.what')}</h2>
        <p>
          <BindingTag binding={page.basis !== ''} />
        </p>
        <p className="hz-small">{page.basis !== '' ? t('resident.binding', { basis: page.basis }) : t('resident.poll')}</p>
        <Facts
          items={[
            [t('group.area'), page.areaName],
            [t('group.address'), page.address || null],
            [t('group.units'), t('group.counts', { units: page.counts.units, heads: page.counts.heads })],
            [t('group.exclusive'), area(page.counts.area)],
            [t('group.manager'), page.manager || null],
            [t('group.buildings'), marks.list(page.buildings) || null, 'wide'],
          ]}
        />
      </section>
    </>
  );
}

function Mine({ page }: { page: Page }) {
  const t = useWords('owners');
  const marks = useMarks();
  const area = useArea();
  const toast = useToast();
  const { status } = useSession();
  const { pathname, search } = useLocation();
  const [label, setLabel] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const claim = useCommand('POST /my/owners/:district/:id/claim', {
    refresh: ['GET /public/owners/:district/:id', 'GET /my/owners', 'GET /public/owners/:district/:id/votes'],
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === '') return setFault(t('claim.need'));
    setFault(null);
    await claim.run({ params: { district: page.district, id: page.id }, body: { label: label.trim() } }).then(
      ({ units }) => toast(t('claim.done', { units: marks.list(units) })),
      () => undefined,
    );
  };
  return (
    <section className="hz-card hz-res-section">
      <h2>{t('mine.title')}</h2>
      {page.mine ? (
        <>
          <ul className="hzo-rows">
            {page.mine.map((one) => (
              <li key={one.label}>
                <strong>{one.label}</strong> <span className="hz-num">{area(one.area)}</span>
                <div className="hz-small">
                  {[t(`unit.kinds.${one.kind}`), t('mine.source', { source: t(`unit.sources.${one.source}`) }), one.delivered ? null : t('unit.undelivered')]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </li>
            ))}
          </ul>
          <p className="hz-small">{t('mine.wrong')}</p>
        </>
      ) : status === 'person' ? (
        <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
          <p className="hz-small">{t('claim.what')}</p>
          <Field label={t('unit.label')} hint={t('unit.labelHint')} error={fault} required>
            {(attributes) => <input {...attributes} className="hz-input" maxLength={60} value={label} onChange={({ target }) => setLabel(target.value)} />}
          </Field>
          <Failure error={claim.error} kept />
          <button className="hz-button" data-primary="" disabled={claim.isPending}>
            {t('claim.send')}
          </button>
        </form>
      ) : (
        <Link className="hz-button" to="/login" state={{ from: `${pathname}${search}` }}>
          {t('claim.login')}
        </Link>
      )}
    </section>
  );
}
