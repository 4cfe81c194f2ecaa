import { Answer, Facts, ShareButton, Tag } from '@hezhi/ui';
import { Card, PhonePage } from '@hezhi/ui/phone';
import { useLiveRefresh, useMarks, useSay, useTime, useWords } from '@hezhi/web';
import { useParams } from 'react-router';
import { useRoute, type Talk } from '../shared/client.ts';
import { MeetingTag, Path, Tasks } from '../shared/pieces.tsx';
import { Acts } from './acts.tsx';
import { Positions } from './positions.tsx';
import '@hezhi/matters/screens/resident.css';

/** The page that opens from a link: what is it about, what can I do now, what became of it. */
export default function TalkPage() {
  const t = useWords('deliberations');
  const { district = '', id = '' } = useParams();
  const asked = useRoute('GET /public/talks/:district/:id', { params: { district, id } }, { keep: false });
  useLiveRefresh(['deliberations.', 'matters.', 'ballots.'], ['GET /public/talks/:district/:id']);
  return (
    <PhonePage title={asked.data?.title ?? t('talk.title')} back="/talks">
      <Answer of={asked}>{(talk) => <Shown talk={talk} />}</Answer>
    </PhonePage>
  );
}

function Shown({ talk }: { talk: Talk }) {
  const t = useWords('deliberations');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  return (
    <>
      <section className="hz-card hz-res-section">
        <h2>{t('talk.about')}</h2>
        <p className="hz-row">
          <Tag tone={talk.ended ? 'neutral' : 'info'}>{say(talk.stateName)}</Tag>
          <span className="hz-small">{say(talk.procedureName)}</span>
        </p>
        <p className="hzd-pre">{talk.text}</p>
        {talk.wish ? (
          <p className="hzd-pre">
            <strong>{t('talk.wish')}</strong>
            {talk.wish}
          </p>
        ) : null}
        <p className="hz-small">
          {[talk.areaName, talk.body?.name, talk.proposer ? t('talk.by', { name: talk.proposer }) : t('talk.byResident'), time.day(talk.openedAt), talk.number]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Path path={talk.path} />
        <ShareButton title={talk.title} text={talk.text} />
      </section>
      <Acts talk={talk} />
      {talk.content || talk.rules ? (
        <section className="hz-card hz-res-section">
          <h2>{t('talk.settled')}</h2>
          <Facts
            items={[
              [t('talk.content'), talk.content || null, 'wide'],
              [t('talk.rules'), talk.rules || null, 'wide'],
              [
                t('talk.participants'),
                talk.participants.total === 0 ? null : marks.list(talk.participants.sides.map((one) => t('talk.side', { side: say(one.name), n: one.count }))),
                'wide',
              ],
              [t('talk.notice'), talk.notice ? t('talk.until', { at: time.moment(talk.notice.until) }) : null],
            ]}
          />
        </section>
      ) : null}
      {talk.meetings.length > 0 ? (
        <section className="hz-res-section">
          <h2>{t('talk.meetings')}</h2>
          {talk.meetings.map((one) => (
            <Card key={one.id} to={`/meet/${talk.district}/${one.id}`}>
              <span className="hz-res-card">
                <span className="hz-res-line">
                  <span className="hz-res-title">{one.title}</span>
                  <MeetingTag state={one.state} attained={one.attained} />
                </span>
                <span className="hz-small">
                  {[say(one.kindName), time.moment(one.startsAt), one.place, one.published ? t('meeting.published') : ''].filter(Boolean).join(' · ')}
                </span>
              </span>
            </Card>
          ))}
        </section>
      ) : null}
      {talk.positions.for + talk.positions.against + talk.positions.abstain > 0 ? <Positions talk={talk} /> : null}
      {talk.opinion || talk.result ? (
        <section className="hz-card hz-res-section">
          <h2>{t('talk.decision')}</h2>
          {talk.opinion ? <p className="hzd-pre">{talk.opinion}</p> : null}
          {talk.result ? <p className="hz-res-title">{talk.result}</p> : null}
          {talk.publicityUntil && talk.state === 'publishing' ? (
            <p className="hz-small">{t('talk.publicity', { at: time.moment(talk.publicityUntil) })}</p>
          ) : null}
          {talk.objections.map((one) => (
            <div key={one.id} className="hz-res-quote">
              <p>
                <strong>{t(`standing.${one.standing}`)}</strong> {one.words}
              </p>
              <p className="hz-small">{one.answer ? t('talk.answer', { answer: one.answer }) : t('talk.unanswered')}</p>
            </div>
          ))}
        </section>
      ) : null}
      {talk.tasks.length > 0 ? (
        <section className="hz-card hz-res-section">
          <h2>{t('talk.tasks')}</h2>
          <Tasks tasks={talk.tasks} />
        </section>
      ) : null}
      {talk.rating.count > 0 ? (
        <section className="hz-card hz-res-section">
          <h2>{t('talk.rating')}</h2>
          <p>{t('talk.mean', { n: talk.rating.count, mean: talk.rating.mean ?? 0 })}</p>
          {talk.rating.words.map((one) => (
            <p key={one.at} className="hz-res-quote">
              {t('talk.stars', { n: one.score })} {one.words}
            </p>
          ))}
        </section>
      ) : null}
      <section className="hz-card hz-res-section">
        <h2>{t('talk.became')}</h2>
        <ul className="hzd-rows">
          {talk.timeline.toReversed().map((one) => (
            <li key={`${one.at} ${one.told['zh-Hans']}`}>
              <strong>{say(one.told)}</strong> <span className="hz-small">{time.moment(one.at)}</span>
              {one.words.map((word) => (
                <div key={word.text} className="hzd-pre">
                  <span className="hz-small">{t('talk.word', { label: say(word.label) })}</span>
                  {word.text}
                </div>
              ))}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
