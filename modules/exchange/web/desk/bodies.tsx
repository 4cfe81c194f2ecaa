import { Endpoints } from './endpoints.tsx';

/** /exchange/bodies: other systems that work with the house, each tied to an organisation. */
export default function Bodies() {
  return <Endpoints of="body" />;
}
