import { ErrorBoundary, Loading } from '@hezhi/ui';
import { Suspense } from 'react';
import type { MatterDetail } from './client.ts';
import { useKind, type Part } from './kinds.ts';

/** What the matter's kind tells beside what every matter has. */
export function KindFacts({ detail }: { detail: MatterDetail }) {
  const { facts: Facts } = useKind(detail.matter.kind);
  if (!Facts) return null;
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading rows={4} />}>
        <Facts detail={detail} />
      </Suspense>
    </ErrorBoundary>
  );
}

const Drawn = ({ parts, detail }: { parts: readonly Part[] | undefined; detail: MatterDetail }) =>
  parts?.map(({ order, element: Element }) => (
    <ErrorBoundary key={order}>
      <Suspense fallback={null}>
        <Element detail={detail} />
      </Suspense>
    </ErrorBoundary>
  )) ?? null;

/** Further sections of the page, by whichever rooms give them. */
export const KindParts = ({ detail }: { detail: MatterDetail }) => <Drawn parts={useKind(detail.matter.kind).parts} detail={detail} />;

/** Buttons of the page, by whichever rooms give them. */
export const KindTools = ({ detail }: { detail: MatterDetail }) => <Drawn parts={useKind(detail.matter.kind).tools} detail={detail} />;
