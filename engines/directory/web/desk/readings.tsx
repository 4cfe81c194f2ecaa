import { Readings } from '../shared/readings.tsx';
import { deskSheet } from './sheet.tsx';

export default function Page() {
  return <Readings sheet={deskSheet} />;
}
