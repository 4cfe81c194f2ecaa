import type { InboxItem, Matter, NextStep, Step } from '@hezhi/matters/screens';

const offer = (step: 'take' | 'arrive' | 'finish' | 'accept' | 'verify'): NextStep => ({ step, label: `cases:field.do.${step}` });

/** The step that a card offers, told from the leg and the state alone, so that the list needs one request. */
export function nextStep({ matter, leg }: Pick<InboxItem, 'matter' | 'leg'>): NextStep | null {
  if (leg.key === 'accept') return offer('accept');
  if (leg.key === 'verify') return offer('verify');
  if (leg.key !== 'handle') return null;
  if (matter.state === 'dispatched') return offer('take');
  return offer(matter.marks.includes('arrived') ? 'finish' : 'arrive');
}

const order: Readonly<Record<string, number>> = { take: 1, arrive: 2, finish: 3 };

/** The thumb's order: the procedure's main steps, arriving before finishing, what is done again and again after; the rest stands in the list. */
export function rankStep(step: Step, matter: Matter): number {
  if (step.key === 'arrive') return matter.marks.includes('arrived') ? 9 : order['arrive']!;
  if (step.tone === 'main') return order[step.key] ?? 4;
  if (step.key === 'report_progress' && matter.state === 'handling') return 5;
  return step.key === 'rework' || step.key === 'assign' ? 6 : 9;
}
