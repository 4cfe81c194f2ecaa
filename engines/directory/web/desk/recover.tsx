import { Recover } from '../shared/recover.tsx';
import { deskSheet } from './sheet.tsx';

export default function Page() {
  return <Recover sheet={deskSheet} />;
}
