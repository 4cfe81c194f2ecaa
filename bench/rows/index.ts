import { ballots, verifier } from './ballots.ts';
import { dashboard } from './dashboard.ts';
import { growth } from './growth.ts';
import { near } from './near.ts';
import { opinions } from './opinions.ts';
import { inbox, one, report, step } from './requests.ts';
import type { Row } from './row.ts';
import { screens } from './screens.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import { timers } from './timers.ts';

/** The rows of quality.md that are measured, in the order in which they run. */
export const rows: readonly Row[] = [report, inbox, growth, one, step, dashboard, timers, near, search, ballots, verifier, opinions, screens, start];
