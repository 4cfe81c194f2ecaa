import { Answer, DeadlineTag, Facts, ShareButton } from '@hezhi/ui';
import { PhonePage } from '@hezhi/ui/phone';
import { addressOf, useLiveRefresh, useSay, useTime, useWords } from '@hezhi/web';
import { Link, useParams } from 'react-router';
import { amount, measures } from '../../contract/light.ts';
import { Bulletins } from '../shared/bulletins.tsx';
import { useRoute, type Ballot } from '../shared/client.ts';
import { Result, TookPart } from '../shared/result.tsx';
import { BallotRule } from '../shared/rule.tsx';
import { BindingLine, StateTag, useStateSentence } from '../shared/state.tsx';
import { Voter } from './voter.tsx';
import '../shared/ballots.css';

/** /vote/:district/:id, also behind a link in WeChat: what is decided and by which rule, one's own vote, the result. */
export default function BallotPage() {
  const t = useWords('ballots');
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/ballots/:district/:id', { params: { district, id } }, { every: 60_000 });
  useLiveRefresh(['ballots.'], ['GET /public/ballots/:district/:id', 'GET /my/ballots']);
  return (
    <PhonePage title={asked.data?.title ?? t('list.title')} back="/votes">
      <Answer of={asked} rows={8}>
        {(ballot) => <About ballot={ballot} />}
      </Answer>
    </PhonePage>
  );
}

function About({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const say = useSay();
  const time = useTime();
  const sentence = useStateSentence();
  const over = ballot.state === 'counted';
  const totals = measures.flatMap((measure) => (ballot.roll.totals[measure] === undefined ? [] : [say(amount(measure, ballot.roll.totals[measure]))]));
  const roll = t('fact.rollOf', { title: ballot.roll.title, totals: totals.join(t('weight.and')) });
  return (
    <>
      <section className="hz-card hzb-card">
        <p className="hzb-line">
          <StateTag state={ballot.state} />
          {ballot.state === 'open' ? <DeadlineTag due={ballot.closes_at} /> : null}
        </p>
        <p>{sentence(ballot)}</p>
        <BindingLine ballot={ballot} />
        {ballot.state === 'void' ? <p>{t('voidWhy', { why: ballot.ended_reason ?? '' })}</p> : null}
        {ballot.second_of ? (
          <p>
            <Link to={`/vote/${ballot.district}/${ballot.second_of}`}>{t('secondOf')}</Link>
          </p>
        ) : null}
        {ballot.text ? <p className="hzb-text">{ballot.text}</p> : null}
        <ShareButton title={ballot.title} text={ballot.text || sentence(ballot)} />
      </section>
      {over ? (
        <section className="hz-card hzb-card">
          <h2>{t('result.title')}</h2>
          <Result ballot={ballot} />
        </section>
      ) : null}
      {ballot.state === 'open' ? <Voter ballot={ballot} /> : over || ballot.state === 'void' ? null : <Questions ballot={ballot} />}
      <section className="hz-card hzb-card">
        <details open={!over}>
          <summary>
            <h2>{t(ballot.rule.key === 'poll' ? 'rule.poll' : 'rule.title')}</h2>
          </summary>
          <BallotRule ballot={ballot} />
          <Facts
            items={[
              [t('fact.opens'), time.moment(ballot.opens_at)],
              [t('fact.closes'), time.moment(ballot.closes_at)],
              [t('fact.secrecy'), t(`secrecy.${ballot.secrecy}.says`), 'wide'],
              [
                t('fact.roll'),
                ballot.roll.published ? (
                  <Link key="r" to={`/roll/${ballot.district}/${ballot.roll.id}`}>
                    {roll}
                  </Link>
                ) : (
                  roll
                ),
                'wide',
              ],
              [t('fact.channels'), ballot.channels.map((one) => t(`channel.${one}`)).join(t('and')), 'wide'],
            ]}
          />
        </details>
      </section>
      {ballot.took_part && !over ? (
        <section className="hz-card hzb-card">
          <TookPart ballot={ballot} />
        </section>
      ) : null}
      {ballot.state === 'announced' ? null : (
        <section className="hz-card hzb-card">
          <h2>{t('bulletins.title')}</h2>
          <Bulletins ballot={ballot} />
        </section>
      )}
      {over ? <Files ballot={ballot} /> : null}
    </>
  );
}

/** What will be asked, while nobody can vote yet or any more. */
function Questions({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  return (
    <section className="hz-card hzb-card">
      <h2>{t('ask.title')}</h2>
      <ol className="hzb-questions">
        {ballot.questions.map((one) => (
          <li key={one.key}>
            <strong>{one.title}</strong>
            {one.text ? <p className="hzb-text">{one.text}</p> : null}
            {one.options.length > 0 ? (
              <ul>
                {one.options.map((option) => (
                  <li key={option.key}>
                    {option.title}
                    {option.text ? <span className="hz-small"> {option.text}</span> : null}
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What makes the count everybody's to check. */
function Files({ ballot }: { ballot: Ballot }) {
  const t = useWords('ballots');
  const params = { district: ballot.district, id: ballot.id };
  return (
    <section className="hz-card hzb-card">
      <h2>{t('files.title')}</h2>
      <p className="hz-small">{t('files.why')}</p>
      <p className="hz-row">
        <a className="hz-button" href={addressOf('GET /public/ballots/:district/:id/paper', { params })}>
          {t('files.paper')}
        </a>
        <a className="hz-button" href={addressOf('GET /public/ballots/:district/:id/tally', { params })} download>
          {t('files.tally')}
        </a>
        <a className="hz-button" href="/verifier.html" download>
          {t('files.verifier')}
        </a>
        <Link className="hz-button" to="/votes/receipts">
          {t('files.mine')}
        </Link>
      </p>
    </section>
  );
}
