import type { KeptBulletin } from './bulletins.tsx';
import { keep, recall } from './memory.ts';

/** A receipt as this phone keeps it: never the choice, only what finds it among the counted ones. */
export type KeptReceipt = {
  district: string;
  ballot: string;
  title: string;
  label: string;
  nonce: string;
  at: string;
  /** The newest bulletin when the vote was in: what everybody may know, and nothing of this vote. Missing on receipts from before 2026-11-23. */
  bulletin?: KeptBulletin | null;
};

const place = 'hezhi.ballots.receipts';
const MOST = 200;

/** The receipts on this phone, newest first. */
export function keptReceipts(): KeptReceipt[] {
  try {
    const found: unknown = JSON.parse(recall(place) ?? '[]');
    return Array.isArray(found) ? (found as KeptReceipt[]) : [];
  } catch {
    return [];
  }
}

/** Keeps a receipt; a later one of the same ballot and voter takes the place of the earlier, which counts no longer. False when the phone lets nothing be kept. */
export function keepReceipt(one: KeptReceipt): boolean {
  const rest = keptReceipts().filter(({ ballot, label }) => ballot !== one.ballot || label !== one.label);
  return keep(place, JSON.stringify([one, ...rest].slice(0, MOST)));
}

export function dropReceipt(one: KeptReceipt): void {
  keep(place, JSON.stringify(keptReceipts().filter(({ nonce }) => nonce !== one.nonce)));
}
