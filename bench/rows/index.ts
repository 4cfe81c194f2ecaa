import { inbox, one, report, step } from './requests.ts';
import type { Row } from './row.ts';

/** The rows of quality.md that are measured, in the order in which they run. */
export const rows: readonly Row[] = [report, inbox, one, step];
