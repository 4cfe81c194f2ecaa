import { answerThread } from '@hezhi/documents/sheets';
import { readSpreadsheet } from './reader.ts';

await answerThread(readSpreadsheet);
