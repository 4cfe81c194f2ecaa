/** Plots: ECharts, loaded only when one is shown; the same figures as a table beside it. See README.md. */
export * from './plot.tsx';
export type { PlotProps, PlotSeries } from './types.ts';
