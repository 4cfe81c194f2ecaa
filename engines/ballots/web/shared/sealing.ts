import { canSeal, newNonce, readVote, sealVote, voteText, type Vote } from '../../contract/light.ts';
import type { Ballot } from './client.ts';

/** What goes over the wire of a vote: sealed here where the ballot is sealed and this browser can, else in clear for the server to seal. */
export type Content = { nonce: string; sent: { vote: Vote; nonce: string } | { box: string } };

/** Makes the content of a vote for a voter, with a nonce (a fresh one, or the printed one of a paper). Null when a choice is not sound. */
export async function contentOf(ballot: Pick<Ballot, 'id' | 'questions' | 'seal'>, voter: string, choices: Vote, nonce = newNonce()): Promise<Content | null> {
  const vote = readVote(ballot.questions, choices);
  if (!vote) return null;
  if (!ballot.seal || !canSeal()) return { nonce, sent: { vote, nonce } };
  const box = await sealVote(ballot.seal.key, { ballot: ballot.id, voter }, voteText(ballot.questions, vote), nonce, ballot.seal.length);
  return { nonce, sent: { box } };
}
