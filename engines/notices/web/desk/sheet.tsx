import { PageHead, Panel } from '@hezhi/ui/desk';
import type { Sheet } from '../shared/sheet.ts';

/** Pages on the desk. */
export const sheet: Sheet = {
  Page: ({ title, sub, extra, children }) => (
    <>
      <PageHead title={title} sub={sub} actions={extra} />
      {children}
    </>
  ),
  Part: Panel,
  matter: (id) => `/matters/${id}`,
};
