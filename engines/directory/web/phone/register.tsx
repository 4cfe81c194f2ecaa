import { phoneSheet } from '../shared/phone-sheet.tsx';
import { Register } from '../shared/register.tsx';

export default function Page() {
  return <Register sheet={phoneSheet} />;
}
