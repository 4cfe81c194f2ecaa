import { phoneSheet } from '../shared/phone-sheet.tsx';
import { Home } from '../shared/home.tsx';

export default function Page() {
  return <Home sheet={phoneSheet} />;
}
