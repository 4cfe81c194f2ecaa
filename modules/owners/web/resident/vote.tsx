import { Answer, Facts, Failure, Tag } from '@hezhi/ui';
import { PhonePage, useConfirm, useToast } from '@hezhi/ui/phone';
import { useLiveRefresh, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Link, useLocation, useParams } from 'react-router';
import { useCommand, useRoute, voteKeys, type Reply } from '../shared/client.ts';
import { BindingTag, Support } from '../shared/pieces.tsx';
import '@hezhi/matters/screens/resident.css';

type Vote = Reply<'GET /public/owners-votes/:district/:id'>;

/** The page that opens from a link: what owners are to decide, by which rule, what I can do now, what came out. */
export default function VotePage() {
  const t = useWords('owners');
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/owners-votes/:district/:id', { params: { district, id } }, { keep: false });
  useLiveRefresh(['matters.', 'ballots.'], ['GET /public/owners-votes/:district/:id']);
  return (
    <PhonePage title={asked.data?.title ?? t('nav.vote')} back={asked.data ? `/owners/${district}/${asked.data.group}` : '/owners'}>
      <Answer of={asked}>{(vote) => <Shown vote={vote} />}</Answer>
    </PhonePage>
  );
}

function Shown({ vote }: { vote: Vote }) {
  const t = useWords('owners');
  const say = useSay();
  const time = useTime();
  return (
    <>
      <section className="hz-card hz-res-section">
        <p className="hz-res-line">
          <span>{say(vote.subjectName)}</span>
          <Tag tone={vote.ended ? 'neutral' : 'info'}>{say(vote.stateName)}</Tag>
        </p>
        <p>
          <BindingTag binding={vote.binding} />{' '}
          <span className="hz-small">{vote.binding ? t('resident.binding', { basis: vote.basis }) : t('resident.poll')}</span>
        </p>
        <p className="hzo-pre">{vote.text}</p>
        {vote.questions.map((one) => (
          <div key={one.title}>
            <strong>{one.title}</strong>
            {one.options.length > 0 ? (
              <ul>
                {one.options.map((option) => (
                  <li key={option}>{option}</li>
                ))}
              </ul>
            ) : null}
          </div>
        ))}
        <p className="hz-small">{[vote.groupName, t(`proposer.${vote.proposer}`), time.day(vote.at), vote.number].join(' · ')}</p>
      </section>
      <Acts vote={vote} />
      {vote.result ? (
        <section className="hz-card hz-res-section">
          <h2>{t('vote.result')}</h2>
          <p className="hz-res-title">{vote.result}</p>
          <p className="hz-small">{t('challenges.law')}</p>
          {vote.challenges.map((one) => (
            <p key={one.id} className="hz-small">
              {t(`challenges.state.${one.state}`)} · {time.day(one.at)}
            </p>
          ))}
        </section>
      ) : null}
      {vote.election ? (
        <section className="hz-card hz-res-section">
          <h2>{t('candidates.title')}</h2>
          <p className="hz-small">{t('vote.seats', { seats: vote.election.seats, reserves: vote.election.reserves })}</p>
          {vote.candidates.length === 0 ? <p>{t('candidates.none')}</p> : null}
          <ul className="hzo-rows">
            {vote.candidates
              .filter((one) => !one.withdrawn)
              .map((one) => (
                <li key={one.id}>
                  <strong>{one.name}</strong>
                  <div className="hz-small hzo-pre">{one.intro}</div>
                </li>
              ))}
          </ul>
        </section>
      ) : null}
      <section className="hz-card hz-res-section">
        <h2>{t('vote.rule')}</h2>
        <Facts
          items={[
            [t('vote.law'), `${say(vote.rule.law)} ${vote.rule.article}`, 'wide'],
            [t('vote.rollUntil'), vote.roll?.until && vote.state === 'roll_public' ? time.moment(vote.roll.until) : null],
            [
              t('vote.times'),
              vote.ballot ? t('vote.between', { from: time.moment(vote.ballot.opensAt), to: time.moment(vote.ballot.closesAt) }) : null,
              'wide',
            ],
          ]}
        />
        <ul className="hz-small">
          {vote.rule.words.map((one) => (
            <li key={one['zh-Hans']}>{say(one)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What one can do now, with what follows from it. */
function Acts({ vote }: { vote: Vote }) {
  const t = useWords('owners');
  const toast = useToast();
  const confirm = useConfirm();
  const { status } = useSession();
  const { pathname } = useLocation();
  const send = useCommand('POST /my/owners-votes/:district/:id/support', { refresh: voteKeys });
  const params = { district: vote.district, id: vote.id };
  const support = async () => {
    if (!(await confirm({ title: t('support.sure'), effect: t('support.sureEffect'), yes: t('support.do') }))) return;
    await send.run({ params }).then(
      () => toast(t('support.mine')),
      () => undefined,
    );
  };
  if (vote.state === 'proposed')
    return (
      <section className="hz-card hz-res-section">
        <h2>{t('support.title')}</h2>
        <Support support={vote.support} />
        {vote.support.mine ? (
          <p>{t('support.mine')}</p>
        ) : status === 'person' ? (
          <button type="button" className="hz-button" data-primary="" disabled={send.isPending} onClick={() => void support()}>
            {t('support.do')}
          </button>
        ) : (
          <Link className="hz-button" to="/login" state={{ from: pathname }}>
            {t('claim.login')}
          </Link>
        )}
        <Failure error={send.error} />
      </section>
    );
  if (vote.roll && vote.state === 'roll_public')
    return (
      <Link className="hz-button" data-primary="" to={`/roll/${vote.district}/${vote.roll.id}`}>
        {t('vote.toRoll')}
      </Link>
    );
  if (vote.ballot && ['announced', 'open', 'closed', 'counted'].includes(vote.ballot.state))
    return (
      <Link className="hz-button" data-primary="" to={`/vote/${vote.district}/${vote.ballot.id}`}>
        {t(vote.ballot.state === 'open' ? 'vote.go' : vote.ballot.state === 'counted' ? 'vote.toTally' : 'vote.look')}
      </Link>
    );
  return null;
}
