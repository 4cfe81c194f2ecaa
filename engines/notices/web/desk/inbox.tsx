import { Inbox } from '../shared/inbox.tsx';
import { sheet } from './sheet.tsx';

export default function Page() {
  return <Inbox sheet={sheet} />;
}
