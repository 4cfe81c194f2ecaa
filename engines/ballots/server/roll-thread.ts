import { answerThread } from '@hezhi/documents/sheets';
import { readRollTable } from './roll-table.ts';

await answerThread(readRollTable);
