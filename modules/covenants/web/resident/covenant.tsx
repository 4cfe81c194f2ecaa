import { Answer, Empty, Tag } from '@hezhi/ui';
import { Card, PhonePage } from '@hezhi/ui/phone';
import { Problem, useSession, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ArticleList, Comparison } from '../shared/articles.tsx';
import { useRoute, type Reply } from '../shared/client.ts';
import { Signing } from './signing.tsx';
import { SuggestForm, SuggestionView } from './suggest.tsx';

type Page = Reply<'GET /public/covenants/:district/:id'>;

/** One covenant: what holds, what is being drafted, what was suggested, who is to sign. */
export default function CovenantPage() {
  const t = useWords('covenants');
  const params = useParams();
  const [district, id] = [params['district'] ?? '', params['id'] ?? ''];
  const asked = useRoute('GET /public/covenants/:district/:id', { params: { district, id } });
  if (asked.error instanceof Problem && asked.error.status === 404)
    return (
      <PhonePage title={t('res.title')} back="/covenants">
        <Empty title={asked.error.detail} />
      </PhonePage>
    );
  return (
    <PhonePage title={asked.data?.title ?? t('res.title')} back="/covenants">
      <Answer of={asked} rows={8}>
        {(page) => (
          <>
            {page.reason ? <p>{t('res.ended', { reason: page.reason })}</p> : null}
            {page.draft ? <Draft page={page} draft={page.draft} /> : null}
            {page.version > 0 ? <InForce page={page} /> : null}
            {page.version > 0 && page.phase !== 'ended' ? <Signing page={page} /> : null}
            <Answered page={page} />
            {page.versions.length > 1 || (page.versions.length > 0 && page.draft) ? <Compare page={page} /> : null}
          </>
        )}
      </Answer>
    </PhonePage>
  );
}

function Draft({ page, draft }: { page: Page; draft: NonNullable<Page['draft']> }) {
  const t = useWords('covenants');
  const time = useTime();
  const { status } = useSession();
  const [at, setAt] = useState<string | null>(null);
  return (
    <Card>
      <h2>{t('res.draft')}</h2>
      <p className="hz-row">
        <Tag tone="info">{t(`phases.${page.phase}`)}</Tag>
        {page.consult_ends ? <span>{t('consultEnds', { at: time.day(Date.parse(page.consult_ends) - 1) })}</span> : null}
        {page.ballot ? <Link to={`/vote/${page.district}/${page.ballot}`}>{t('res.seeVote')}</Link> : null}
      </p>
      <ArticleList
        articles={draft}
        after={(article, n) => (
          <>
            {page.suggestions
              .filter((one) => one.article === article.id)
              .map((one) => (
                <SuggestionView key={one.id} one={one} district={page.district} />
              ))}
            {!page.may_suggest ? null : at === article.id ? (
              <SuggestForm page={page} article={article.id} label={t('res.suggestTo', { n })} onDone={() => setAt(null)} />
            ) : (
              <p>
                <button type="button" className="hz-button" aria-label={t('res.suggestTo', { n })} onClick={() => setAt(article.id)}>
                  {t('res.suggest')}
                </button>
              </p>
            )}
          </>
        )}
      />
      {page.may_suggest ? <SuggestForm page={page} article={null} label={t('res.suggestWhole')} /> : null}
      {page.phase === 'consulting' && status === 'visitor' ? (
        <p className="hz-row">
          <Link className="hz-button" to="/login">
            {t('res.login')}
          </Link>
        </p>
      ) : null}
    </Card>
  );
}

function InForce({ page }: { page: Page }) {
  const t = useWords('covenants');
  const time = useTime();
  const [current] = page.versions;
  const reminded = new Map(page.reminders.map((one) => [one.article, one.n]));
  return (
    <Card>
      <h2>{t('res.inForce')}</h2>
      {current ? (
        <p className="hz-small">
          {current.number} · {t('res.from', { day: time.day(current.effective_on) })} ·{' '}
          {current.meeting
            ? t('res.adoptedByMeeting', {
                meeting: current.meeting.name,
                entitled: current.meeting.entitled,
                present: current.meeting.present,
                yes: current.meeting.for,
              })
            : t('res.adoptedByVote')}
          {current.ballot ? (
            <>
              {' '}
              <Link to={`/vote/${page.district}/${current.ballot}`}>{t('res.seeVote')}</Link>
            </>
          ) : null}
        </p>
      ) : null}
      <ArticleList
        articles={page.articles}
        after={(article) => (reminded.has(article.id) ? <p className="hz-small">{t('res.reminded', { count: reminded.get(article.id) ?? 0 })}</p> : null)}
      />
    </Card>
  );
}

/** Suggestions that belong to no article of the draft that is shown, with their answers. */
function Answered({ page }: { page: Page }) {
  const t = useWords('covenants');
  const shown = new Set((page.draft ?? []).map((one) => one.id));
  const rest = page.suggestions.filter((one) => one.article === null || !shown.has(one.article));
  if (rest.length === 0) return null;
  return (
    <Card>
      <h2>{t('res.answered')}</h2>
      {rest.map((one) => (
        <SuggestionView key={one.id} one={one} district={page.district} />
      ))}
    </Card>
  );
}

function Compare({ page }: { page: Page }) {
  const t = useWords('covenants');
  const places = [
    ...(page.draft_edition === null ? [] : [{ edition: page.draft_edition, label: t('res.draft') }]),
    ...page.versions.map((one) => ({ edition: one.edition, label: t('versionN', { n: one.version }) })),
  ];
  const [open, setOpen] = useState(false);
  const [pair, setPair] = useState<[number, number]>([places[1]?.edition ?? 0, places[0]?.edition ?? 1]);
  const found = useRoute(
    'GET /public/covenants/:district/:id/comparison',
    { params: { district: page.district, id: page.id }, query: { from: pair[0], to: pair[1] } },
    { enabled: open },
  );
  const pick = (at: 0 | 1) => (
    <label>
      {t(at === 0 ? 'compareFrom' : 'compareTo')}{' '}
      <select
        className="hz-input"
        value={pair[at]}
        onChange={({ target }) => setPair(at === 0 ? [Number(target.value), pair[1]] : [pair[0], Number(target.value)])}
      >
        {places.map((one) => (
          <option key={one.edition} value={one.edition}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Card>
      <h2>{t('res.versions')}</h2>
      <button type="button" className="hz-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('res.compare')}
      </button>
      {open ? (
        <>
          <div className="hz-row">
            {pick(0)} {pick(1)}
          </div>
          <Answer of={found} rows={3}>
            {(one) => <Comparison found={one} />}
          </Answer>
        </>
      ) : null}
    </Card>
  );
}
