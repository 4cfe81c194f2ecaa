import { Tag, type Tone } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import type { Matter } from './client.ts';

/** Colour of a state, always beside its word: settled is good, ended otherwise is grey, everything under way is calm. */
export function stateTone(matter: Pick<Matter, 'state' | 'final' | 'marks'>): Tone {
  if (!matter.final) return 'info';
  return matter.marks.includes('void') ? 'neutral' : 'good';
}

/** The state of a matter in words. */
export function StateTag({ matter }: { matter: Pick<Matter, 'state' | 'stateName' | 'final' | 'marks'> }) {
  const say = useSay();
  return <Tag tone={stateTone(matter)}>{say(matter.stateName)}</Tag>;
}

/** Marks worth seeing in a list, gravest first. `overdue` reads "was late" where the matter is not late now. */
const shown = ['supervised', 'urged', 'reopened', 'reworked', 'returned', 'suspended', 'extended'] as const;

/** Supervised, urged, returned …: what has happened to a matter beside the ordinary. */
export function MarkTags({ matter, max = 9 }: { matter: Pick<Matter, 'marks' | 'overdue'>; max?: number }) {
  const t = useWords('matters');
  const marks = shown.filter((mark) => matter.marks.includes(mark)).slice(0, max);
  return (
    <>
      {matter.marks.includes('overdue') && !matter.overdue ? <Tag tone="neutral">{t('shared.mark.wasOverdue')}</Tag> : null}
      {marks.map((mark) => (
        <Tag key={mark} tone={mark === 'supervised' || mark === 'urged' ? 'warn' : 'neutral'} icon={null}>
          {t(`shared.mark.${mark}`)}
        </Tag>
      ))}
    </>
  );
}

/** How grave: 1 danger to life or property … 4 hard to settle. Ordinary (3) shows nothing unless `all`. */
export function TierTag({ tier, all = false }: { tier: number; all?: boolean }) {
  const t = useWords('matters');
  if (tier === 3 && !all) return null;
  return <Tag tone={tier === 1 ? 'warn' : 'neutral'}>{t(`shared.tier.${tier}`)}</Tag>;
}

export const stages = ['report', 'register', 'dispatch', 'handle', 'feedback', 'verify', 'rate'] as const;
export const states = ['reported', 'accepted', 'dispatched', 'handling', 'verifying', 'rating', 'closed', 'declined', 'void'] as const;
export const marks = [
  'overdue',
  'supervised',
  'urged',
  'returned',
  'reworked',
  'extended',
  'suspended',
  'reopened',
  'handled',
  'handled_in_time',
  'void',
] as const;
export const channels = [
  'resident',
  'visitor',
  'grid',
  'community',
  'street',
  'district',
  'hotline',
  'open311',
  'exchange',
  'import',
  'warning',
  'letter',
  'command',
] as const;
export const tiers = ['1', '2', '3', '4'] as const;
