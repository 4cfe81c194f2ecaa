import { Tag } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useKind } from './kinds.ts';
import { useMatterKinds } from './matter-kinds.ts';

/** The word of a matter's kind in lists; nothing for the kind that is meant where none is named. */
export function KindTag({ kind }: { kind: string }) {
  const t = useWords('matters');
  const say = useSay();
  const kinds = useMatterKinds();
  const { name, icon: Drawing, plain } = useKind(kind);
  if (plain) return null;
  const found = kinds.find((one) => one.kind === kind);
  const word = name ? t(name) : found ? say(found.name) : null;
  if (word === null) return null;
  return (
    <Tag tone="info" icon={null}>
      {Drawing ? (
        <span aria-hidden="true">
          <Drawing />{' '}
        </span>
      ) : null}
      {word}
    </Tag>
  );
}
