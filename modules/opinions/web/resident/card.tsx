import { Card } from '@hezhi/ui/phone';
import { useWords } from '@hezhi/web';
import type { Question } from '../shared/client.ts';
import { StateTag, useStateSentence } from '../shared/state.tsx';

/** One question in a list: what is asked, by whom, until when. */
export function QuestionCard({ one }: { one: Question }) {
  const t = useWords('opinions');
  const sentence = useStateSentence();
  return (
    <Card to={`/opinions/${one.district}/${one.id}`}>
      <p>
        <strong>{one.title}</strong>
      </p>
      <p className="hz-small">
        <StateTag state={one.state} /> {one.areaName} · {sentence(one)}
      </p>
      {one.people > 0 ? <p className="hz-small hz-num">{t('people', { n: one.people })}</p> : null}
    </Card>
  );
}
