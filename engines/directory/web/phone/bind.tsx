import { Bind } from '../shared/bind.tsx';
import { phoneSheet } from '../shared/phone-sheet.tsx';

export default function Page() {
  return <Bind sheet={phoneSheet} />;
}
