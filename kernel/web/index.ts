/** The web kernel: what every screen stands on. Speaks no domain and draws nothing. See README.md. */
export * from './client.ts';
export * from './request.ts';
export * from './problem.ts';
export * from './query.ts';
export * from './session.tsx';
export * from './live.ts';
export * from './language.ts';
export * from './marks.ts';
export * from './time.ts';
export * from './screens.ts';
export { dropBlobDraft, loadBlobDraft, saveBlobDraft } from './draft-store.ts';
export { useDraft } from './drafts.ts';
export * from './device.ts';
export * from './elder.ts';
export * from './page.ts';
export * from './host/index.ts';
export * from './start.tsx';
