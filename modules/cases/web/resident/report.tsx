import { useSession } from '@hezhi/web';
import { useState } from 'react';
import type { Reply } from '../shared/client.ts';
import { remember } from './remembered.ts';
import { ReportForm } from './report-form.tsx';
import { ReportSent } from './report-sent.tsx';
import '@hezhi/matters/screens/resident.css';
import './resident.css';

export type Sent = { readonly reported: Reply<'POST /cases'>; readonly title: string };

/** 报一件事: the form, then what became of it. */
export default function ReportPage() {
  const { status } = useSession();
  const [sent, setSent] = useState<Sent | null>(null);
  if (sent) return <ReportSent {...sent} again={() => setSent(null)} />;
  return (
    <ReportForm
      // Whose draft it is depends on who is there.
      key={status}
      onSent={(reported, title) => {
        if (reported.code !== null) remember({ number: reported.number, code: reported.code, title, at: Date.now() });
        setSent({ reported, title });
        scrollTo(0, 0);
      }}
    />
  );
}
