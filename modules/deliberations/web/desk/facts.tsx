import type { PartProps } from '@hezhi/matters/screens';
import { Answer, Facts } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import { Path, Stances } from '../shared/pieces.tsx';
import { useFacts } from './use-facts.ts';

/** What a topic is about, and what was settled so far. */
export default function TopicFacts({ detail }: PartProps) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  const asked = useFacts(detail);
  return (
    <Answer of={asked}>
      {(talk) => (
        <section>
          <Path path={talk.path} />
          <Facts
            items={[
              [t('talk.text'), talk.text, 'wide'],
              [t('talk.wishLabel'), talk.wish || null, 'wide'],
              [t('talk.way'), say(talk.procedureName)],
              [t('talk.proposer'), [talk.proposer, talk.body?.name].filter(Boolean).join(' · ') || null],
              [t('talk.cosigned'), talk.cosigners === 0 ? null : t('cosigned', { n: talk.cosigned, of: talk.cosigners })],
              [t('talk.content'), talk.content || null, 'wide'],
              [t('talk.rules'), talk.rules || null, 'wide'],
              [t('talk.notice'), talk.notice ? t('talk.until', { at: time.moment(talk.notice.until) }) : null],
              [t('talk.opinion'), talk.opinion || null, 'wide'],
              [t('talk.result'), talk.result || null, 'wide'],
              [t('talk.publicityLabel'), talk.publicityUntil ? t('talk.until', { at: time.moment(talk.publicityUntil) }) : null],
              [t('talk.rating'), talk.rating.count === 0 ? null : t('talk.mean', { n: talk.rating.count, mean: talk.rating.mean ?? 0 })],
            ]}
          />
          {talk.positions.for + talk.positions.against + talk.positions.abstain > 0 ? <Stances positions={talk.positions} /> : null}
        </section>
      )}
    </Answer>
  );
}
