import { Endpoints } from './endpoints.tsx';

/** /exchange/webhooks: who only hears. */
export default function Webhooks() {
  return <Endpoints of="webhook" />;
}
