/** Parts for phones: sheets, fields for the thumb, and what waits on the device until the network is back. */
export { Chips, type Chip } from './chips.tsx';
export { PhoneField, type HeldPhotos } from './fields.tsx';
export { dropPending, keepPending, pendingFiles, sendPending, usePending, usePendingList, type Pending, type Sent } from './pending.ts';
export { PendingNote } from './pending-note.tsx';
export { sortPhotos, usePhotoDraft } from './photo-draft.ts';
export { Sheet } from './sheet.tsx';
export { StepList } from './step-list.tsx';
export { StepSheet, type Again } from './step-sheet.tsx';
export { isLight, useSubmitStep, type StepMatter } from './submit.ts';
export { around, boxOf } from '../boxes.ts';
export { usePosition } from '../position.ts';
