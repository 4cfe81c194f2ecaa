import { Tag } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import type { RuleChoice } from '../shared/client.ts';

/** A law that holds and whose shares are unconfirmed: said plainly to whoever sets up a vote. */
export function Unconfirmed({ one }: { one: RuleChoice['unconfirmed'][number] }) {
  const t = useWords('ballots');
  const say = useSay();
  return (
    <p role="note">
      <Tag tone="warn">{t('make.unconfirmed')}</Tag> <strong>{t('make.unconfirmedCheck')}</strong>
      <br />
      <span className="hz-small">{say(one)}</span>
    </p>
  );
}
