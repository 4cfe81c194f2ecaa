export * from './sound.ts';
export * from './zip.ts';
