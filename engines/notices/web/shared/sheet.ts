import type { ComponentType, ReactNode } from 'react';

/** How an app draws a page and its parts, so that one page serves desk and phones. */
export type Sheet = {
  readonly Page: ComponentType<{ title: string; sub?: string; extra?: ReactNode; children: ReactNode }>;
  readonly Part: ComponentType<{ title: string; children: ReactNode }>;
  /** Where a matter's page is in this app. */
  readonly matter: (id: string) => string;
};
