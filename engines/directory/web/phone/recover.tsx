import { phoneSheet } from '../shared/phone-sheet.tsx';
import { Recover } from '../shared/recover.tsx';

export default function Page() {
  return <Recover sheet={phoneSheet} />;
}
