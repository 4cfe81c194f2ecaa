/** Parts for the desk: a matter beside a list or map, steps in a drawer, territories to choose from, CSV. */
export { AreaPicker } from './area-picker.tsx';
export { DetailPane } from './detail.tsx';
export { Drawer } from './drawer.tsx';
export { cell, csvOf, download } from './export.ts';
export { LegsTable } from './legs-table.tsx';
export { MapSnippet } from './map-snippet.tsx';
export { StepBar } from './step-bar.tsx';
export { ToMatter } from './to-matter.tsx';
export { Addresses, Guesses, Located, type Guess } from './suggestions.tsx';
export { useAlone } from './use-alone.ts';
