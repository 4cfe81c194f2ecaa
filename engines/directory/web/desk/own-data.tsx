import { OwnData } from '../shared/own-data.tsx';
import { deskSheet } from './sheet.tsx';

export default function Page() {
  return <OwnData sheet={deskSheet} />;
}
