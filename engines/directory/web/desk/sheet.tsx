import { PageHead, Panel } from '@hezhi/ui/desk';
import { useSession } from '@hezhi/web';
import type { ReactNode } from 'react';
import type { Sheet } from '../shared/sheet.ts';

/** A head and papers; alone in the middle where the shell is not drawn (nobody has logged in). */
function Page({ title, sub, children }: { title: string; sub?: string; children: ReactNode }) {
  const { status } = useSession();
  return (
    <div className="dir-page" data-alone={status === 'person' ? undefined : ''}>
      <PageHead title={title} sub={sub} />
      {children}
    </div>
  );
}

/** Shared pages on the desk. */
export const deskSheet: Sheet = { Page, Part: Panel };
