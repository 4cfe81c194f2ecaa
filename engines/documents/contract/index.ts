/** 文书与文件 documents: photos and voice notes, and papers to print. */
export * from './light.ts';
export * from './routes.ts';
