import { Tag, type Tone } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import type { Question } from './client.ts';

const tones: Record<Question['state'], Tone> = { draft: 'neutral', announced: 'info', open: 'good', counting: 'warn', closed: 'neutral' };

/** The state of a question as a word. */
export function StateTag({ state }: { state: Question['state'] }) {
  const t = useWords('opinions');
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}

/** One sentence: until when, or since when. */
export function useStateSentence(): (one: Pick<Question, 'state' | 'opensAt' | 'closesAt' | 'endedEarly'>) => string {
  const t = useWords('opinions');
  const time = useTime();
  return ({ state, opensAt, closesAt, endedEarly }) => {
    if (endedEarly !== null) return t('sentence.early', { at: time.moment(closesAt), why: endedEarly });
    if (state === 'announced' || state === 'draft') return t('sentence.announced', { from: time.moment(opensAt), to: time.moment(closesAt) });
    return t(state === 'open' ? 'sentence.open' : 'sentence.closed', { at: time.moment(closesAt) });
  };
}
