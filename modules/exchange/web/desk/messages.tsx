import { Traffic } from './traffic.tsx';

/** /exchange/messages: everything that went out and came in. */
export default function Messages() {
  return <Traffic />;
}
