import { Answer, Empty, Facts, Tag } from '@hezhi/ui';
import { DataTable, PageHead, Panel, tableOf } from '@hezhi/ui/desk';
import { addressOf, useFilters, useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { amount, measures, type BallotOutcome } from '../../contract/light.ts';
import { Bulletins } from '../shared/bulletins.tsx';
import { useList, useRoute, type Ballot, type VoterLine } from '../shared/client.ts';
import { Result, TookPart } from '../shared/result.tsx';
import { BallotRule } from '../shared/rule.tsx';
import { BindingLine, StateTag, useStateSentence } from '../shared/state.tsx';
import { Actions } from './actions.tsx';
import { Mandates } from './mandates.tsx';
import { BallotObjections } from './objections.tsx';
import { useVoterName } from '../shared/voter-name.ts';
import '../shared/ballots.css';

/** /ballots/:id: one ballot with all that belongs to it. */
export default function BallotPage() {
  const t = useWords('ballots');
  const { id = '' } = useParams();
  const asked = useRoute('GET /ballots/:id', { params: { id } }, { every: 60_000 });
  useLiveRefresh(['ballots.'], ['GET /ballots']);
  return (
    <>
      <PageHead title={asked.data?.title ?? t('nav.list')} back="/ballots" actions={asked.data ? <Actions ballot={asked.data} /> : null} />
      <Answer of={asked} rows={8}>
        {(ballot) => <Detail ballot={ballot} />}
      </Answer>
    </>
  );
}

function Detail({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const say = useSay();
  const time = useTime();
  const sentence = useStateSentence();
  const go = useNavigate();
  const { can } = useSession();
  const paper = ballot.channels.some((one) => one === 'paper' || one === 'home' || one === 'meeting');
  const totals = measures.flatMap((measure) => (ballot.roll.totals[measure] === undefined ? [] : [say(amount(measure, ballot.roll.totals[measure]))]));
  const outcome = ballot.outcome as BallotOutcome | null;
  return (
    <div className="hzb-columns hzb-desk">
      <div>
        <Panel title={t('desk.about')} extra={<StateTag state={ballot.state} />}>
          <p>{sentence(ballot)}</p>
          <BindingLine ballot={ballot} />
          {ballot.ended_reason ? <p>{t('desk.reason', { why: ballot.ended_reason })}</p> : null}
          {ballot.text ? <p className="hzb-text">{ballot.text}</p> : null}
          <Facts
            items={[
              [t('fact.opens'), time.moment(ballot.opens_at)],
              [t('fact.closes'), time.moment(ballot.closes_at)],
              [t('fact.closed'), ballot.closed_at ? time.moment(ballot.closed_at) : null],
              [t('fact.counted'), ballot.counted_at ? time.moment(ballot.counted_at) : null],
              [t('fact.secrecy'), t(`secrecy.${ballot.secrecy}.name`)],
              [t('fact.channels'), ballot.channels.map((one) => t(`channel.${one}`)).join(t('and'))],
              [
                t('fact.roll'),
                <Link key="r" to={`/ballots/rolls/${ballot.roll.id}`}>
                  {t('fact.rollOf', { title: ballot.roll.title, totals: totals.join(t('weight.and')) })}
                </Link>,
                'wide',
              ],
              [
                t('fact.for'),
                ballot.purpose.kind === 'ballot' ? null : (
                  <Link key="p" to={`/matters/${ballot.purpose.id}`}>
                    {t('fact.purpose')}
                  </Link>
                ),
              ],
              [
                t('fact.first'),
                ballot.second_of ? (
                  <Link key="s" to={`/ballots/${ballot.second_of}`}>
                    {t('secondOf')}
                  </Link>
                ) : null,
              ],
            ]}
          />
          {ballot.state === 'draft' ? null : (
            <p className="hz-row hz-no-print" style={{ marginTop: 12 }}>
              {paper ? <Button onClick={() => void go(`/ballots/${ballot.id}/papers`)}>{t('papers.title')}</Button> : null}
              {can('ballots.manage') || can('ballots.collect') ? (
                <Button onClick={() => void go(`/ballots/${ballot.id}/print`)}>{t('print.title')}</Button>
              ) : null}
              <Button href={`/vote/${ballot.district}/${ballot.id}`} target="_blank">
                {t('desk.public')}
              </Button>
              {ballot.state === 'counted' ? (
                <>
                  <Button href={addressOf('GET /public/ballots/:district/:id/paper', { params: { district: ballot.district, id: ballot.id } })}>
                    {t('files.paper')}
                  </Button>
                  <Button href={addressOf('GET /public/ballots/:district/:id/tally', { params: { district: ballot.district, id: ballot.id } })} download>
                    {t('files.tally')}
                  </Button>
                </>
              ) : null}
            </p>
          )}
        </Panel>
        <Panel title={t(ballot.rule.key === 'poll' ? 'rule.poll' : 'rule.title')}>
          <BallotRule ballot={ballot} />
        </Panel>
        <Panel title={t('ask.title')}>
          <ol className="hzb-questions">
            {ballot.questions.map((one) => (
              <li key={one.key}>
                <strong>{one.title}</strong> <Tag>{t(`kind.${one.kind}`)}</Tag>
                {one.text ? <p className="hzb-text">{one.text}</p> : null}
                {one.options.length > 0 ? <p>{one.options.map(({ title }) => title).join(t('and'))}</p> : null}
              </li>
            ))}
          </ol>
        </Panel>
        <BallotObjections ballot={ballot} />
      </div>
      <div>
        {outcome ? (
          <Panel title={t('result.title')}>
            <Result ballot={ballot} />
          </Panel>
        ) : null}
        {ballot.took_part && !outcome ? (
          <Panel title={t('part.panel')}>
            <TookPart ballot={ballot} />
          </Panel>
        ) : null}
        {ballot.state === 'draft' ? null : <Turnout ballot={ballot} />}
        {ballot.rule.proxies > 0 && ballot.state !== 'draft' ? <Mandates ballot={ballot} /> : null}
        {ballot.state === 'draft' ? null : (
          <Panel title={t('bulletins.title')}>
            <Bulletins ballot={ballot} />
          </Panel>
        )}
      </div>
    </div>
  );
}

/** Who has a ballot in and who has not, for calling round; never what was chosen. */
function Turnout({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const name = useVoterName();
  const time = useTime();
  const [filters, set] = useFilters({ q: '', waiting: '' });
  const [open, setOpen] = useState<VoterLine | null>(null);
  const list = useList('GET /ballots/:id/turnout', {
    params: { id: ballot.id },
    query: { limit: 20, ...(filters.q ? { q: filters.q } : {}), ...(filters.waiting ? { waiting: 'true' as never } : {}) },
  });
  return (
    <Panel
      title={t('turnout.title')}
      extra={
        <Checkbox checked={filters.waiting !== ''} onChange={({ target }) => set({ waiting: target.checked ? '1' : '' })}>
          {t('turnout.waiting')}
        </Checkbox>
      }
    >
      <Input.Search
        allowClear
        aria-label={t('rolls.find')}
        placeholder={t('rolls.find')}
        defaultValue={filters.q}
        onSearch={(q) => set({ q: q.trim() })}
        style={{ maxWidth: 320, marginBottom: 12 }}
      />
      <DataTable<VoterLine>
        name={t('turnout.title')}
        columns={[
          { key: 'label', title: t('turnout.voter'), render: (one) => one.units.map(({ label }) => name(label)).join(t('and')) },
          {
            key: 'voted',
            title: t('desk.state'),
            render: (one) =>
              one.voted === null ? (
                t('turnout.hidden')
              ) : one.voted ? (
                <Tag tone="good">{t('turnout.in', { at: time.moment(one.voted_at!) })}</Tag>
              ) : (
                <Tag>{t('turnout.out')}</Tag>
              ),
          },
        ]}
        {...tableOf(list)}
        onOpen={setOpen}
        current={open?.id ?? null}
        empty={<Empty title={t('turnout.none')} why={t('turnout.noneWhy')} />}
      />
      {open ? <Casts ballot={ballot} voter={open} /> : null}
    </Panel>
  );
}

/** The ballots of one voter that came in: which stands and why the others do not. */
function Casts({ ballot, voter }: { ballot: Ballot; voter: VoterLine }) {
  const t = useWords('ballots');
  const time = useTime();
  const name = useVoterName();
  const asked = useRoute('GET /ballots/:id/voters/:entry/casts', { params: { id: ballot.id, entry: voter.units[0]?.entry ?? voter.id } }, { keep: false });
  return (
    <section className="hzb-question" aria-live="polite">
      <h3>{t('casts.title', { label: name(voter.label) })}</h3>
      <Answer of={asked} rows={2}>
        {(casts) =>
          casts.length === 0 ? (
            <p>{t('casts.none')}</p>
          ) : (
            <ul className="hzb-options">
              {casts.map((one) => (
                <li key={one.id}>
                  {time.moment(one.at)} · {t(`channel.${one.channel}`)}
                  {one.paper ? ` · ${one.paper}` : ''}
                  {one.proxy ? ` · ${t('mine.mandate')}` : ''}{' '}
                  <Tag tone={one.stands ? 'good' : 'neutral'}>{t(one.stands ? 'casts.stands' : `casts.${one.why ?? 'by_later'}`)}</Tag>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}
