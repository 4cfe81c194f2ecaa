import { Security } from '../shared/security.tsx';
import { deskSheet } from './sheet.tsx';

export default function Page() {
  return <Security sheet={deskSheet} />;
}
