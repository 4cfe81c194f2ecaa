import { Bind } from '../shared/bind.tsx';
import { deskSheet } from './sheet.tsx';

export default function Page() {
  return <Bind sheet={deskSheet} />;
}
