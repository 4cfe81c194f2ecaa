import { HomePrompt } from '@hezhi/directory/screens/resident';
import { Answer, Failure, ShareButton } from '@hezhi/ui';
import { PhonePage } from '@hezhi/ui/phone';
import { useLiveRefresh, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { useRoute, type Reply } from '../shared/client.ts';
import { MapWaits, OpinionMap } from '../shared/opinion-map.tsx';
import { StateTag, useStateSentence } from '../shared/state.tsx';
import { Propose } from './propose.tsx';
import { StatementList } from './statements.tsx';
import { Voting } from './voting.tsx';
import '../shared/opinions.css';

type Page = Reply<'GET /public/opinions/:district/:id'>;

/** /opinions/:district/:id, also behind a link in WeChat: what is asked, what I can do now, what became of it. */
export default function QuestionPage() {
  const t = useWords('opinions');
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/opinions/:district/:id', { params: { district, id } }, { every: 60_000 });
  useLiveRefresh(['opinions.mapped'], ['GET /public/opinions/:district/:id/map']);
  return (
    <PhonePage title={asked.data?.title ?? t('resident.title')} back="/opinions">
      <Answer of={asked} rows={8}>
        {(page) => <About page={page} />}
      </Answer>
    </PhonePage>
  );
}

function About({ page }: { page: Page }) {
  const t = useWords('opinions');
  const sentence = useStateSentence();
  const { status } = useSession();
  const { pathname } = useLocation();
  const asked = page.you?.home === 'belongs';
  return (
    <>
      <section className="hz-card hzo-card">
        <p className="hzo-line">
          <StateTag state={page.state} /> <span className="hz-small">{t('resident.by', { org: page.org, area: page.areaName })}</span>
        </p>
        <p>{sentence(page)}</p>
        <p className="hzo-about">{page.about}</p>
        <p className="hz-small">{t(page.who === 'district' ? 'who.everybody' : 'who.residents', { area: page.whose })}</p>
        <p className="hzo-poll hz-small">{t('poll')}</p>
        <ShareButton title={page.title} text={page.about} />
        {page.deliberation ? (
          <p>
            <Link to={`/open/${page.district}/${page.deliberation}`}>{t('handed')}</Link>
          </p>
        ) : null}
      </section>
      {page.state === 'open' && page.you && !asked ? (
        <section className="hz-card hzo-card">
          <HomePrompt standing={page.you.home} whose={page.whose} />
        </section>
      ) : null}
      {page.state === 'open' && asked ? <Voting page={page} /> : null}
      {page.state === 'open' && page.you === null ? (
        <section className="hz-card hzo-card">
          {status === 'visitor' ? (
            <>
              <p>{t('vote.login')}</p>
              <Link className="hz-button hz-big" data-primary="" to="/login" state={{ from: pathname }}>
                {t('vote.toLogin')}
              </Link>
            </>
          ) : (
            <p>{t('vote.elsewhere')}</p>
          )}
        </section>
      ) : null}
      {page.state === 'open' && asked && page.proposing ? <Propose district={page.district} id={page.id} /> : null}
      {page.state === 'announced' ? null : <Where page={page} />}
      <Statements page={page} />
    </>
  );
}

function Where({ page }: { page: Page }) {
  const t = useWords('opinions');
  const map = useRoute('GET /public/opinions/:district/:id/map', { params: { district: page.district, id: page.id } }, { every: 60_000 });
  return (
    <section className="hz-card hzo-card">
      <h2>{t('map.title')}</h2>
      {map.isPending ? <MapWaits /> : <Failure error={map.error} retry={() => void map.refetch()} />}
      {map.data ? <OpinionMap map={map.data} /> : null}
    </section>
  );
}

const views = ['all', 'voted', 'own'] as const;

function Statements({ page }: { page: Page }) {
  const t = useWords('opinions');
  const [view, setView] = useState<(typeof views)[number]>('all');
  return (
    <section className="hz-card hzo-card">
      <h2>{t('statements.title', { n: page.statements })}</h2>
      {page.you ? (
        <div className="hz-row" role="group" aria-label={t('statements.which')}>
          {views.map((one) => (
            <button
              key={one}
              type="button"
              className="hz-button"
              aria-pressed={view === one}
              data-primary={view === one ? '' : undefined}
              onClick={() => setView(one)}
            >
              {t(`statements.view.${one}`)}
            </button>
          ))}
        </div>
      ) : null}
      <StatementList page={page} view={view} />
    </section>
  );
}
