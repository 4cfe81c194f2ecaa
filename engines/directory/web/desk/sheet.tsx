import { PageHead, Panel } from '@hezhi/ui/desk';
import type { Sheet } from '../shared/sheet.ts';

/** Shared pages on the desk: a head and papers. */
export const deskSheet: Sheet = {
  Page: ({ title, sub, children }) => (
    <div className="dir-page">
      <PageHead title={title} sub={sub} />
      {children}
    </div>
  ),
  Part: Panel,
};
