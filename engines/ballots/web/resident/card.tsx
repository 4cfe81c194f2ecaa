import { Icon } from '@hezhi/ui';
import { Card } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import type { BallotLine, Mine } from '../shared/client.ts';
import { useVoterName } from '../shared/voter-name.ts';
import { OutcomeTag, StateTag, useStateSentence } from '../shared/state.tsx';

/** One ballot in a list: what is decided, how far it is, binding or poll. */
export function BallotCard({ district, one }: { district: string; one: BallotLine }) {
  const t = useWords('ballots');
  const sentence = useStateSentence();
  return (
    <Card to={`/vote/${district}/${one.id}`}>
      <p>
        <strong>{one.title}</strong>
      </p>
      <p className="hz-small">
        <StateTag state={one.state} /> {one.outcome ? <OutcomeTag outcome={one.outcome} /> : null} {sentence(one)}
      </p>
      <p className="hz-small">{t(one.binding ? 'binding' : 'poll')}</p>
    </Card>
  );
}

/** A ballot in which I vote, for one unit or by mandate: voted or still to do. */
export function MyCard({ one }: { one: Mine }) {
  const t = useWords('ballots');
  const name = useVoterName();
  const sentence = useStateSentence();
  return (
    <Card to={`/vote/${one.district}/${one.ballot}`}>
      <p>
        <strong>{one.title}</strong>
      </p>
      <p className="hz-small">
        <StateTag state={one.state} /> {sentence(one)}
      </p>
      <p className="hz-small">
        {one.voted_at ? <Icon name="check" /> : null}{' '}
        {t(one.voted_at ? 'mine.voted' : one.state === 'open' ? 'mine.todo' : one.state === 'announced' ? 'mine.soon' : 'mine.not', { label: name(one.label) })}
        {one.mandate ? ` · ${t('mine.mandate')}` : ''}
      </p>
    </Card>
  );
}
