import { Answer, Facts, Failure, Tag } from '@hezhi/ui';
import { PageHead, Panel, useConfirm, useToast } from '@hezhi/ui/desk';
import { useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { sumsOf } from '../../contract/tables.ts';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { PostingContent } from '../shared/posting-content.tsx';
import { PostingState } from './postings.tsx';
import { usePeriod } from '../shared/period.ts';

type Detail = Reply<'GET /publicity/postings/:id'>;
const refresh = ['GET /publicity/postings'] as const;

/** /postings/:id: draft, what stands, its versions, objections, and what may be done. */
export default function PostingPage() {
  const t = useWords('publicity');
  const id = useParams()['id'] ?? '';
  const asked = useRoute('GET /publicity/postings/:id', { params: { id } });
  return (
    <Answer of={asked} rows={8}>
      {(detail) => (
        <>
          <PageHead title={detail.title || t('postings.nav')} sub={<PostingState one={detail} />} back="/postings" actions={<Actions detail={detail} />} />
          <Body detail={detail} />
        </>
      )}
    </Answer>
  );
}

function Actions({ detail }: { detail: Detail }) {
  const t = useWords('publicity');
  const go = useNavigate();
  const { can } = useSession();
  const confirm = useConfirm();
  const toast = useToast();
  const submit = useCommand('POST /publicity/postings/:id/submit', { refresh });
  const approve = useCommand('POST /publicity/postings/:id/approve', { refresh });
  const giveBack = useCommand('POST /publicity/postings/:id/return', { refresh });
  const withdraw = useCommand('POST /publicity/postings/:id/withdraw', { refresh });
  const { id, revision, draft, waiting, state, version } = detail;
  const busy = submit.isPending || approve.isPending || giveBack.isPending || withdraw.isPending;
  const quiet = (work: Promise<unknown>, told: string) =>
    work.then(
      () => toast(told),
      () => undefined,
    );
  const ask = { label: t('postings.reason'), required: true, max: 300 };
  const onSubmit = async () => {
    if (
      !(await confirm({
        title: t('postings.submitTitle'),
        effect: t(detail.second ? 'postings.submitSecond' : 'postings.submitNow'),
        yes: t('postings.submit'),
      }))
    )
      return;
    await quiet(submit.run({ params: { id }, body: { revision } }), t('postings.submitted'));
  };
  const onApprove = async () => {
    const effect = t('postings.approveEffect', { area: detail.areaName, days: detail.days });
    if (!(await confirm({ title: t('postings.approveTitle'), effect, yes: t('postings.approve') }))) return;
    await quiet(approve.run({ params: { id }, body: { revision } }), t('postings.approved'));
  };
  const onReturn = async () => {
    const given = await confirm({ title: t('postings.giveBack'), effect: t('postings.giveBackEffect'), yes: t('postings.giveBack'), ask });
    if (given) await quiet(giveBack.run({ params: { id }, body: { revision, reason: given.text } }), t('postings.givenBack'));
  };
  const drops = draft !== null;
  const onWithdraw = async () => {
    const given = await confirm({
      title: t(drops ? 'postings.dropDraft' : 'postings.takeDownTitle'),
      effect: t(drops ? 'postings.dropEffect' : 'postings.takeDownEffect'),
      yes: t(drops ? 'postings.dropDraft' : 'postings.takeDown'),
      danger: true,
      ask,
    });
    if (given) await quiet(withdraw.run({ params: { id }, body: { revision, reason: given.text } }), t('postings.done'));
  };
  const gone = state === 'withdrawn';
  return (
    <>
      {version > 0 ? (
        <>
          <Button href={`/board/${detail.district}/${id}`} target="_blank">
            {t('postings.public')}
          </Button>
          {gone ? null : (
            <Button href={`/api/public/postings/${detail.district}/${id}/paper`} target="_blank">
              {t('postings.paper')}
            </Button>
          )}
        </>
      ) : null}
      {!gone && !waiting && can('publicity.post') ? (
        <Button onClick={() => void go(`/postings/${id}/edit`)}>{t(version > 0 && !drops ? 'postings.correct' : 'postings.edit')}</Button>
      ) : null}
      {!gone && (drops || can('publicity.approve_posting')) ? (
        <Button danger disabled={busy} onClick={() => void onWithdraw()}>
          {t(drops ? 'postings.dropDraft' : 'postings.takeDown')}
        </Button>
      ) : null}
      {drops && !waiting && !gone && can('publicity.post') ? (
        <Button type="primary" loading={busy} onClick={() => void onSubmit()}>
          {t('postings.submit')}
        </Button>
      ) : null}
      {waiting && can('publicity.approve_posting') ? (
        detail.own ? (
          <span className="hz-small">{t('postings.ownDraft')}</span>
        ) : (
          <>
            <Button disabled={busy} onClick={() => void onReturn()}>
              {t('postings.giveBack')}
            </Button>
            <Button type="primary" loading={busy} onClick={() => void onApprove()}>
              {t('postings.approve')}
            </Button>
          </>
        )
      ) : null}
      <Failure error={submit.error ?? approve.error ?? giveBack.error ?? withdraw.error} />
    </>
  );
}

function Body({ detail }: { detail: Detail }) {
  const t = useWords('publicity');
  const period = usePeriod();
  const say = useSay();
  const time = useTime();
  const facts: [string, string][] = [
    [t('postings.class'), say(detail.className)],
    [t('postings.area'), detail.areaName],
    ...(detail.period_of ? ([[t('postings.period'), period(detail.period_of)]] as [string, string][]) : []),
    [t('postings.days'), String(detail.days)],
    ...(detail.ends_at ? ([[t('postings.until'), time.day(Date.parse(detail.ends_at) - 1)]] as [string, string][]) : []),
  ];
  return (
    <>
      <Panel>
        <Facts items={facts} />
        {detail.reason ? <p>{t('board.takenWhy', { reason: detail.reason })}</p> : null}
      </Panel>
      {detail.draft ? (
        <Panel title={t('postings.draftTitle')}>
          {detail.returned ? (
            <p>
              <Tag tone="warn">{t('postings.returned', { reason: detail.returned })}</Tag>
            </p>
          ) : null}
          {detail.draft_by ? <p className="hz-small">{t('postings.draftBy', { name: detail.draft_by })}</p> : null}
          {detail.note ? <p>{t('board.correctedNote', { note: detail.note })}</p> : null}
          <h3>{detail.draft.title}</h3>
          <PostingContent content={{ ...detail.draft, files: detail.draftFiles, sums: detail.draft.tables.map(sumsOf) }} />
        </Panel>
      ) : null}
      {detail.versions.length > 0 ? (
        <Panel title={t('postings.versions')}>
          {detail.versions.map((one, at) => (
            <details key={one.version} open={at === 0}>
              <summary>
                {t('postings.versionN', { n: one.version })} · {time.moment(one.at)}
                {one.by ? ` · ${t('postings.draftBy', { name: one.by })}` : ''}
                {one.approved_by ? ` · ${t('postings.approvedBy', { name: one.approved_by })}` : ''}
              </summary>
              {one.note ? <p>{t('board.correctedNote', { note: one.note })}</p> : null}
              <PostingContent content={one.content} />
            </details>
          ))}
        </Panel>
      ) : null}
      <Panel title={t('postings.objections')}>
        {detail.answered.length === 0 ? <p className="hz-small">{t('board.noAnswered')}</p> : null}
        {detail.answered.map((one) => (
          <article key={one.id} className="hzp-answer">
            <p>
              {one.text} <Link to={`/matters/${one.id}`}>{t('postings.toMatter')}</Link>
            </p>
            {one.result ? (
              <p className="hz-small">
                {t(`postings.result.${one.result}`)} · {one.answer}
              </p>
            ) : (
              <p>
                <Tag tone="warn">{t('postings.dueState.due')}</Tag>
              </p>
            )}
          </article>
        ))}
      </Panel>
    </>
  );
}
