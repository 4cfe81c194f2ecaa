import { Tasks } from '../shared/tasks.tsx';
import { deskSheet } from './sheet.tsx';

export default function Page() {
  return <Tasks sheet={deskSheet} />;
}
