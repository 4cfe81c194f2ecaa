import { phoneSheet } from '../shared/phone-sheet.tsx';
import { Security } from '../shared/security.tsx';

export default function Page() {
  return <Security sheet={phoneSheet} />;
}
