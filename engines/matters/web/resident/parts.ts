/** Parts for residents: the own matter with its steps, and photographs of people without an account. */
export { AskerMatter, type AskerDetail, type TakeStep } from './asker-matter.tsx';
export { DistrictField } from './district-field.tsx';
export { fileHeaders, fileToken, useKeptPhotos, useResidentUpload } from './photos.ts';
export { Stale } from './stale.tsx';
