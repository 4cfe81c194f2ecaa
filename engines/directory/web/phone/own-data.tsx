import { OwnData } from '../shared/own-data.tsx';
import { phoneSheet } from '../shared/phone-sheet.tsx';

export default function Page() {
  return <OwnData sheet={phoneSheet} />;
}
