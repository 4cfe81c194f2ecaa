import { Card, PhonePage } from '@hezhi/ui/phone';
import type { Sheet } from './sheet.ts';

/** Shared pages on a phone: a bar with the way back, and cards. */
export const phoneSheet: Sheet = {
  Page: ({ title, sub, children }) => (
    <PhonePage title={title}>
      {sub ? <p className="hz-small">{sub}</p> : null}
      {children}
    </PhonePage>
  ),
  Part: ({ title, extra, children }) => (
    <Card>
      <div className="hz-row" style={{ justifyContent: 'space-between', marginBottom: 12 }}>
        <h2>{title}</h2>
        {extra}
      </div>
      {children}
    </Card>
  ),
};
