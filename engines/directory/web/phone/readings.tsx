import { phoneSheet } from '../shared/phone-sheet.tsx';
import { Readings } from '../shared/readings.tsx';

export default function Page() {
  return <Readings sheet={phoneSheet} />;
}
