import { Icon } from '@hezhi/ui';
import type { PartProps } from '@hezhi/matters/screens';
import { useWords } from '@hezhi/web';

/** The case on paper. */
export default function PrintLink({ detail }: PartProps) {
  const t = useWords('matters');
  return (
    <a className="hz-button" href={`/api/cases/${detail.matter.id}/print.pdf`} target="_blank" rel="noreferrer">
      <Icon name="print" /> {t('desk.detail.print')}
    </a>
  );
}
