import type { InboxItem } from '../shared/client.ts';

/** Steps that have a button of their own on a card. */
export type CardStep = 'take' | 'arrive' | 'finish' | 'accept' | 'verify' | 'accept_hand_over';

/**
 * The step that a card offers, told from the leg and the state alone, so that the list needs one request. It is only an offer: when it is
 * touched, the matter is asked for, and what may be done is what the matter says.
 */
export function cardStep({ matter, leg }: Pick<InboxItem, 'matter' | 'leg'>, post: string | null): CardStep | null {
  if (leg.paused || matter.kind !== 'case') return null;
  if (leg.offer) return leg.offer.to.post === post && post !== null ? 'accept_hand_over' : null;
  if (leg.key === 'accept') return 'accept';
  if (leg.key === 'verify') return 'verify';
  if (leg.key !== 'handle') return null;
  if (matter.state === 'dispatched') return 'take';
  return matter.marks.includes('arrived') ? 'finish' : 'arrive';
}
