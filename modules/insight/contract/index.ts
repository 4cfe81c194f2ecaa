/** Insight 数据: the contract. Figures are read, never typed in (decision 5). Screens import `rates.ts` and `periods.ts`, which carry no schema library. */
export * from './errors.ts';
export * from './rates.ts';
export * from './periods.ts';
export * from './schemas.ts';
export * from './unit-schemas.ts';
export * from './letters.ts';
export * from './reports.ts';
export * from './report-cells.ts';
export * from './report-tables.ts';
export * from './report-findings.ts';
export * from './month.ts';
export * from './routes.ts';
