import type { ComponentType, ReactNode } from 'react';

/** How an app draws a page and its parts, so that one page serves desk and phones. */
export type Sheet = {
  readonly Page: ComponentType<{ title: string; sub?: string; children: ReactNode }>;
  readonly Part: ComponentType<{ title: string; extra?: ReactNode; children: ReactNode }>;
};
