import { Card, PhonePage } from '@hezhi/ui/phone';
import type { Sheet } from '../shared/sheet.ts';

/** Pages on a phone; `matter` says where the app shows a matter. */
export const phoneSheet = (matter: Sheet['matter']): Sheet => ({
  Page: ({ title, sub, extra, children }) => (
    <PhonePage title={title} right={extra}>
      {sub ? <p className="hz-small">{sub}</p> : null}
      {children}
    </PhonePage>
  ),
  Part: ({ title, children }) => (
    <Card>
      <h2 style={{ marginBottom: 12 }}>{title}</h2>
      {children}
    </Card>
  ),
  matter,
});
