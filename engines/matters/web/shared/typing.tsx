import { Suspense, type ReactNode } from 'react';
import type { StepField } from './client.ts';
import type { FieldContext } from './field-context.ts';
import { useKind } from './kinds.ts';

/** A field of words of a step, with what the rooms give beside it (ready sentences): `insert` adds a paragraph. */
export function Typing({ field, context, insert, children }: { field: StepField; context: FieldContext; insert: (text: string) => void; children: ReactNode }) {
  const { typing } = useKind(context.kind ?? '');
  const { id, step } = context;
  if (id === null || step === undefined || !typing || typing.length === 0) return children;
  return (
    <div className="hzc-typing">
      {children}
      {typing.map(({ order, element: Element }) => (
        <Suspense key={order} fallback={null}>
          <Element matter={id} step={step} field={field} insert={insert} />
        </Suspense>
      ))}
    </div>
  );
}
