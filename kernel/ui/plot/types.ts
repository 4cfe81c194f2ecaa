export type PlotSeries = { key: string; label: string; /** CSS colour; else the house's row of colours. */ colour?: string; kind?: 'bar' | 'line' };
export type PlotRow = Readonly<Record<string, string | number | null>>;
export type PlotProps = {
  /** What the plot shows. */
  label: string;
  kind: 'bar' | 'line' | 'area' | 'pie';
  rows: readonly PlotRow[];
  /** Key of the row's name. */
  x: string;
  series: readonly PlotSeries[];
  unit?: string;
  height?: number;
  /** Bars lie on their side: long names. */
  lying?: boolean;
  stacked?: boolean;
  /** How a value is said; `count` of `useTime` by default. */
  format?: (value: number) => string;
  /** A bar, point or slice was chosen: opens the list behind the number. */
  onOpen?: (row: PlotRow, series: string) => void;
  dark?: boolean;
};
