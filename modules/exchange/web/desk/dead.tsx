import { Traffic } from './traffic.tsx';

/** /exchange/dead: what could not be delivered and waits for a person. */
export default function Dead() {
  return <Traffic dead />;
}
