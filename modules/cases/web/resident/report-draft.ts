import { newId } from '@hezhi/contract/light';
import { useDraft } from '@hezhi/web';
import { useState } from 'react';
import { noPlace, type DraftPlace } from './place-field.tsx';
import { fileToken } from '@hezhi/matters/screens/resident';

/** What somebody is about to report, as it is kept on the device. */
export type ReportDraft = {
  /** The case's id, made here: sent twice it is one case. */
  readonly id: string;
  readonly token: string;
  readonly description: string;
  readonly category: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly place: DraftPlace;
  readonly public: boolean;
  readonly hideName: boolean;
  readonly name: string;
  readonly phone: string;
  /** The last attempt to send: the same words keep the same key, also after the page was closed. */
  readonly sent: { readonly said: string; readonly key: string } | null;
};

const fresh = (): ReportDraft => ({
  id: newId(),
  token: fileToken(),
  description: '',
  category: '',
  answers: {},
  place: noPlace,
  public: true,
  hideName: true,
  name: '',
  phone: '',
  sent: null,
});

const carried = 'hezhi.report.carry';

/** Takes what a visitor has typed along to the login page and back: afterwards it is the person's draft. */
export function carryDraft(draft: ReportDraft): void {
  try {
    sessionStorage.setItem(carried, JSON.stringify(draft));
  } catch {
    // The visitor's own draft stays on the device.
  }
}

function takeCarried(): ReportDraft | null {
  try {
    const text = sessionStorage.getItem(carried);
    sessionStorage.removeItem(carried);
    return text === null ? null : (JSON.parse(text) as ReportDraft);
  } catch {
    return null;
  }
}

/** Where the photographs of the draft wait: one place, so that they come along when a visitor logs in. */
export const photoDraft = 'cases.report.photos';

/** Where its voice notes wait, beside them. */
export const voiceDraft = 'cases.report.voices';

/** The draft of a report: `{ draft, set, clear, drop, restored }`; `clear` begins a new one. */
export function useReportDraft() {
  const [start] = useState(() => takeCarried() ?? fresh());
  const [draft, set, drop, found] = useDraft<ReportDraft>('cases.report', start);
  const clear = () => {
    drop();
    set(fresh());
  };
  return { draft, set, clear, drop, restored: found && draft.description !== '' };
}
