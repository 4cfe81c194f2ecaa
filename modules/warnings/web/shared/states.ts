import type { State } from '../../contract/schemas.ts';

/** A word stands beside each colour. */
export const tones: Readonly<Record<State, 'warn' | 'info' | 'neutral'>> = { open: 'warn', matter: 'info', dismissed: 'neutral', over: 'neutral' };
