/** 文书与文件 documents: photos and voice notes, and papers to print. */
export * from './errors.ts';
export * from './files.ts';
export * from './routes.ts';
export * from './papers.ts';
