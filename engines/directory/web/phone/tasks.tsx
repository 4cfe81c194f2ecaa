import { phoneSheet } from '../shared/phone-sheet.tsx';
import { Tasks } from '../shared/tasks.tsx';

export default function Page() {
  return <Tasks sheet={phoneSheet} />;
}
