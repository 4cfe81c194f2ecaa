import { Icon, Tag, type Tone } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { Outcome } from '../../contract/light.ts';
import { outcomeWords } from '../../contract/light.ts';
import type { Ballot, BallotLine } from './client.ts';

const tones: Readonly<Record<Ballot['state'], Tone>> = {
  draft: 'neutral',
  announced: 'info',
  open: 'good',
  closed: 'warn',
  counted: 'neutral',
  void: 'neutral',
};

/** 投票中, 已截止 … as a word with a shape. */
export function StateTag({ state }: { state: Ballot['state'] }) {
  const t = useWords('ballots');
  return (
    <Tag tone={tones[state]} icon={state === 'open' ? 'check' : undefined}>
      {t(`state.${state}`)}
    </Tag>
  );
}

const goodOnes: readonly Outcome[] = ['passed', 'elected'];
/** What came out, as a word with a shape; never by colour alone. */
export function OutcomeTag({ outcome }: { outcome: string }) {
  const say = useSay();
  const known = outcome as Outcome;
  const good = goodOnes.includes(known);
  return (
    <Tag tone={good ? 'good' : 'neutral'} icon={good ? 'check' : known === 'failed' || known === 'no_quorum' ? 'close' : null}>
      {say(outcomeWords[known])}
    </Tag>
  );
}

/** When it opens, closes or closed, in one sentence. */
export function useStateSentence(): (ballot: Pick<BallotLine, 'state' | 'opens_at' | 'closes_at'> & { closed_at?: string | null }) => string {
  const t = useWords('ballots');
  const time = useTime();
  // One that was closed early ended when it was closed, not when it was to be.
  return ({ state, opens_at, closes_at, closed_at }) => t(`sentence.${state}`, { from: time.moment(opens_at), to: time.moment(closed_at ?? closes_at) });
}

/** The one line that must not be missed: binding, or an opinion poll. */
export function BindingLine({ ballot }: { ballot: Pick<Ballot, 'binding'> }) {
  const t = useWords('ballots');
  const say = useSay();
  const { binding } = ballot;
  return (
    <p className="hzb-binding" data-binding={binding.binding ? '' : undefined}>
      <Icon name={binding.binding ? 'check' : 'speaker'} />
      <span>
        <strong>{say(binding.words)}</strong>
        {binding.basis ? <span className="hz-small"> {t('basis', { basis: binding.basis })}</span> : null}
      </span>
    </p>
  );
}
