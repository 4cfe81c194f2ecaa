import { articleText } from '@hezhi/ballots/screens/desk';
import type { PartProps } from '@hezhi/matters/screens';
import { Answer, Facts } from '@hezhi/ui';
import { useLanguage, useMarks, useSay, useTime, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { BindingTag, Support } from '../shared/pieces.tsx';
import { useVote } from './use-vote.ts';

/** What owners are to decide, by which shares of the law, and how far it is. */
export default function VoteFacts({ detail }: PartProps) {
  const t = useWords('owners');
  const say = useSay();
  const time = useTime();
  const marks = useMarks();
  const [language] = useLanguage();
  const asked = useVote(detail);
  return (
    <Answer of={asked}>
      {(vote) => (
        <section>
          <Facts
            items={[
              [
                t('vote.group'),
                <Link key="group" to={`/owners/${vote.group}`}>
                  {vote.groupName}
                </Link>,
              ],
              [t('vote.subject'), say(vote.subjectName)],
              [t('vote.proposer'), t(`proposer.${vote.proposer}`)],
              [t('group.effect'), <BindingTag key="binding" binding={vote.binding} />],
              [
                t('vote.text'),
                <span key="text" className="hzo-pre">
                  {vote.text}
                </span>,
                'wide',
              ],
              [t('vote.questions'), marks.clauses(vote.questions.map((one) => marks.says(one.title, one.options.join(' / ')))) || null, 'wide'],
              [t('vote.election'), vote.election ? t('vote.seats', { seats: vote.election.seats, reserves: vote.election.reserves }) : null],
              [
                t('vote.rule'),
                marks.says(marks.words([say(vote.rule.law), articleText(vote.rule.article, language)]), marks.clauses(vote.rule.words.map((one) => say(one)))),
                'wide',
              ],
              [t('vote.basis'), vote.basis || t('group.noBasis'), 'wide'],
              [t('vote.rollUntil'), vote.roll?.until && vote.state === 'roll_public' ? time.moment(vote.roll.until) : null],
              [t('vote.times'), vote.ballot ? t('vote.between', { from: time.moment(vote.ballot.opensAt), to: time.moment(vote.ballot.closesAt) }) : null],
              [t('vote.result'), vote.result || null, 'wide'],
              [t('vote.posted'), vote.postedAt ? time.moment(vote.postedAt) : null],
            ]}
          />
          {vote.proposer === 'owners' && vote.state === 'proposed' ? <Support support={vote.support} /> : null}
        </section>
      )}
    </Answer>
  );
}
