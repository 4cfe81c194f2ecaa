import type { Paper } from '../contract/index.ts';

/** The same paper as a document to go on writing in (DOCX). What writes it is read from disk with the first one: an idle server does without. */
export const renderDocx = async (paper: Paper): Promise<Buffer> => (await import('./docx.ts')).renderDocx(paper);
