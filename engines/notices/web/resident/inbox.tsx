import { Inbox } from '../shared/inbox.tsx';
import { sheet } from './sheet.ts';

export default function Page() {
  return <Inbox sheet={sheet} />;
}
