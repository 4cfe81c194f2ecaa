import { Guesses as Suggested } from '@hezhi/matters/screens/desk';
import { client } from '../shared/client.ts';

/** The three likeliest categories for the words so far. */
export function Guesses(props: { text: string; picked: string; onPick: (code: string) => void }) {
  return <Suggested {...props} ask={(text, district, signal) => client('POST /case-categories/guess', { body: { text, district }, signal })} />;
}
