import { ErrorBoundary } from '@hezhi/ui';
import { useKinds } from '@hezhi/web';
import { Suspense, type ComponentType, type ReactNode } from 'react';

/** What stands on the public page of a case: which one, and whether it is still being handled. */
type CaseProps = { readonly district: string; readonly id: string; readonly open: boolean };
type ListProps = { readonly district: string };
type Placed<P> = { readonly order: number; readonly element: ComponentType<P> };
/** Further places of the kind `case` in the resident app: other rooms fill them by `kinds: { case: { near: { page, list } } }` of their door. */
type NearPlaces = { readonly near?: { readonly page?: readonly Placed<CaseProps>[]; readonly list?: readonly Placed<ListProps>[] } };

const inOrder = <P,>(placed: Placed<P>[]): Placed<P>[] => placed.sort((a, b) => a.order - b.order);

/** What other rooms put below a public case: following, comments. */
export function NearCaseSlots(props: CaseProps) {
  const said = (useKinds()['case'] ?? []) as readonly NearPlaces[];
  return inOrder(said.flatMap((one) => one.near?.page ?? [])).map(({ order, element: Element }) => (
    <Slot key={order}>
      <Element {...props} />
    </Slot>
  ));
}

/** What other rooms put above the list of public cases: figures, open data, alerts. */
export function NearListSlots(props: ListProps) {
  const said = (useKinds()['case'] ?? []) as readonly NearPlaces[];
  return inOrder(said.flatMap((one) => one.near?.list ?? [])).map(({ order, element: Element }) => (
    <Slot key={order}>
      <Element {...props} />
    </Slot>
  ));
}

/** One that breaks or is slow leaves the page standing. */
const Slot = ({ children }: { children: ReactNode }) => (
  <ErrorBoundary>
    <Suspense fallback={null}>{children}</Suspense>
  </ErrorBoundary>
);
