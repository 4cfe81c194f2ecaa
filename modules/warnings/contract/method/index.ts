/** The method of early warning, pure: fit, bound, assessment (decision 13). */
export * from './assess.ts';
export { anscombe, fit, reweigh, type Fit } from './fit.ts';
export { countQuantile, normalQuantile, powerBound, tail } from './threshold.ts';
