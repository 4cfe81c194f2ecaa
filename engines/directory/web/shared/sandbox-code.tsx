import { useWords } from '@hezhi/web';
import { useRoute } from './client.ts';

/** The demo has no telephone network: the code that would have come by SMS. Shows nothing where the product is in earnest. */
export function SandboxCode({ phone }: { phone: string }) {
  const t = useWords('directory');
  const ways = useRoute('GET /sessions/ways', undefined, { fresh: 3_600_000 });
  const codes = useRoute('GET /sandbox/codes', { query: { phone } }, { enabled: ways.data?.sandbox === true, fresh: 0, every: 4000, keep: false });
  const last = codes.data?.items.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  if (!last) return null;
  return (
    <p className="dir-note" role="status">
      {t('sandbox.code')} <strong className="hz-num">{last.code}</strong>
    </p>
  );
}
