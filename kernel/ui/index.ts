/** Shared parts without any component library: every app may use them. See README.md. */
export * from './shared/icons.tsx';
export * from './shared/tag.tsx';
export * from './shared/status.tsx';
export * from './shared/timeline.tsx';
export * from './shared/photos.tsx';
export * from './shared/photo-picker.tsx';
export { downscale } from './shared/downscale.ts';
export { pickedFile, type FilesChange, type FileUpload, type PickedFile } from './shared/uploads.ts';
export * from './shared/voices.tsx';
export * from './shared/voice-picker.tsx';
export * from './shared/states.tsx';
export * from './shared/switches.tsx';
export * from './shared/facts.tsx';
export * from './shared/stars.tsx';
export * from './shared/router.tsx';
export * from './shared/login.tsx';
export * from './shared/ask.tsx';
