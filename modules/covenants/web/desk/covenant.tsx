import { Answer, Empty, Failure, Tag } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useMarks, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ArticleList, Comparison } from '../shared/articles.tsx';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { PhaseTag } from './list.tsx';
import { Signers } from './signers.tsx';

type Detail = Reply<'GET /covenants/:id'>;
const refresh = ['GET /covenants'] as const;

/** /covenants/:id: text, suggestions to answer, editions compared, versions, signers. */
export default function CovenantPage() {
  const t = useWords('covenants');
  const time = useTime();
  const id = useParams()['id'] ?? '';
  const asked = useRoute('GET /covenants/:id', { params: { id } });
  return (
    <Answer of={asked} rows={8}>
      {(detail) => (
        <>
          <PageHead
            title={detail.title}
            back="/covenants"
            sub={
              <>
                <PhaseTag phase={detail.phase} /> {`${detail.scope_name} · ${detail.areaName}`}
                {detail.consult_ends ? ` · ${t('consultEnds', { at: time.day(Date.parse(detail.consult_ends) - 1) })}` : ''}
              </>
            }
            actions={<Actions detail={detail} />}
          />
          <Suggestions detail={detail} />
          <Panel title={`${t('articles')} · ${t('editionN', { n: detail.edition })}`}>
            <ArticleList articles={detail.articles} />
          </Panel>
          {detail.edition > 1 ? <Compare detail={detail} /> : null}
          <Versions detail={detail} />
          {detail.version > 0 ? <Signers detail={detail} /> : null}
        </>
      )}
    </Answer>
  );
}

function Actions({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const go = useNavigate();
  const { can } = useSession();
  const confirm = useConfirm();
  const toast = useToast();
  const consult = useCommand('POST /covenants/:id/consultation', { refresh });
  const end = useCommand('POST /covenants/:id/end', { refresh });
  const { id, revision, phase } = detail;
  const days = 7;
  const told = (work: Promise<unknown>) =>
    work.then(
      () => toast(t('done')),
      () => undefined,
    );
  const onConsult = async () => {
    const effect = t('consultEffect', { area: detail.areaName, days });
    if (await confirm({ title: t('consultTitle'), effect, yes: t('consult') })) await told(consult.run({ params: { id }, body: { revision, days } }));
  };
  const onEnd = async () => {
    const given = await confirm({
      title: t('end'),
      effect: t('endEffect'),
      yes: t('end'),
      danger: true,
      ask: { label: t('reason'), required: true, max: 300 },
    });
    if (given) await told(end.run({ params: { id }, body: { revision, reason: given.text } }));
  };
  const keep = can('covenants.keep');
  return (
    <>
      {detail.version > 0 || phase === 'consulting' || phase === 'voting' ? (
        <Button href={`/covenant/${detail.district}/${id}`} target="_blank">
          {t('public')}
        </Button>
      ) : null}
      {detail.version > 0 ? <Button onClick={() => void go(`/covenants/${id}/reminders`)}>{t('reminders')}</Button> : null}
      {keep && phase !== 'voting' && phase !== 'ended' ? <Button onClick={() => void go(`/covenants/${id}/edit`)}>{t('edit')}</Button> : null}
      {keep && phase === 'drafting' ? (
        <Button type="primary" loading={consult.isPending} onClick={() => void onConsult()}>
          {t('consult')}
        </Button>
      ) : null}
      {keep && phase === 'consulting' ? (
        <>
          <Button onClick={() => void go(`/covenants/${id}/decide?by=vote`)}>{t('vote')}</Button>
          <Button type="primary" onClick={() => void go(`/covenants/${id}/decide?by=meeting`)}>
            {t('adopt')}
          </Button>
        </>
      ) : null}
      {keep && phase !== 'voting' && phase !== 'ended' ? (
        <Button danger loading={end.isPending} onClick={() => void onEnd()}>
          {t('end')}
        </Button>
      ) : null}
      <Failure error={consult.error ?? end.error} />
    </>
  );
}

function Suggestions({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const { can } = useSession();
  const answer = useCommand('POST /covenants/suggestions/:id/answer', { refresh });
  const number = (article: string | null): string => {
    const at = detail.articles.findIndex((one) => one.id === article);
    return at < 0 ? t('whole') : t('article', { n: at + 1 });
  };
  const run = async (id: string, result: 'adopted' | 'partly' | 'declined') => {
    const given = await confirm({ title: t(`answerAs.${result}`), yes: t(`answerAs.${result}`), ask: { label: t('answerReason'), required: true, max: 500 } });
    if (!given) return;
    await answer.run({ params: { id }, body: { result, reason: given.text } }).then(
      () => toast(t('done')),
      () => undefined,
    );
  };
  if (detail.suggestions.length === 0 && detail.phase !== 'consulting') return null;
  const sorted = detail.suggestions.toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'));
  return (
    <Panel title={t('suggestions')}>
      {sorted.length === 0 ? <Empty title={t('suggestionsNone')} /> : null}
      {sorted.map((one) => (
        <article key={one.id} className="hzk-suggestion">
          <p>
            <strong>{number(one.article)}</strong>{' '}
            <Tag tone={one.state === 'open' ? 'warn' : one.state === 'declined' ? 'neutral' : 'good'}>{t(`answers.${one.state}`)}</Tag>{' '}
            <span className="hz-small">{time.moment(one.at)}</span>
          </p>
          <p>{one.text}</p>
          {one.reason ? <p className="hz-small">{t('res.reply', { reason: one.reason })}</p> : null}
          {one.state === 'open' && can('covenants.keep') ? (
            <p className="hz-row">
              {(['adopted', 'partly', 'declined'] as const).map((result) => (
                <Button key={result} disabled={answer.isPending} onClick={() => void run(one.id, result)}>
                  {t(`answerAs.${result}`)}
                </Button>
              ))}
            </p>
          ) : null}
        </article>
      ))}
      <Failure error={answer.error} />
    </Panel>
  );
}

function Compare({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const [pair, setPair] = useState<[number, number]>([detail.edition - 1, detail.edition]);
  const found = useRoute('GET /covenants/:id/comparison', { params: { id: detail.id }, query: { from: pair[0], to: pair[1] } });
  const pick = (at: 0 | 1) => (
    <label>
      {t(at === 0 ? 'compareFrom' : 'compareTo')}{' '}
      <select
        className="hz-input"
        value={pair[at]}
        onChange={({ target }) => setPair(at === 0 ? [Number(target.value), pair[1]] : [pair[0], Number(target.value)])}
      >
        {at === 0 ? <option value={0}>{t('nothing')}</option> : null}
        {detail.editions.map((one) => (
          <option key={one.edition} value={one.edition}>
            {t('editionN', { n: one.edition })}
            {one.note ? ` · ${one.note}` : ''}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Panel title={t('compare')}>
      <p className="hz-row">
        {pick(0)} {pick(1)}
      </p>
      <Answer of={found} rows={3}>
        {(one) => <Comparison found={one} />}
      </Answer>
    </Panel>
  );
}

function Versions({ detail }: { detail: Detail }) {
  const t = useWords('covenants');
  const time = useTime();
  const marks = useMarks();
  if (detail.versions.length === 0) return null;
  return (
    <Panel title={t('res.versions')}>
      <ul>
        {detail.versions.map((one) => (
          <li key={one.version}>
            {t('versionN', { n: one.version })} · {one.number} · {t('res.from', { day: time.day(one.effective_on) })}{' '}
            {one.in_force ? <Tag tone="good">{t('res.inForce')}</Tag> : null}
            <br />
            <span className="hz-small">
              {one.meeting
                ? t('res.adoptedByMeeting', { meeting: one.meeting.name, entitled: one.meeting.entitled, present: one.meeting.present, yes: one.meeting.for })
                : t('res.adoptedByVote')}
              {one.filed ? ` · ${marks.says(t('filed'), one.filed)}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
