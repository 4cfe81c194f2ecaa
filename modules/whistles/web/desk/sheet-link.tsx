import type { PartProps } from '@hezhi/matters/screens';
import { Icon } from '@hezhi/ui';
import { useWords } from '@hezhi/web';

/** The sign-in and result sheet on paper. */
export default function SheetLink({ detail }: PartProps) {
  const t = useWords('whistles');
  return (
    <a className="hz-button" href={`/api/whistles/${detail.matter.id}/sheet.pdf`} target="_blank" rel="noreferrer">
      <Icon name="print" /> {t('sheet')}
    </a>
  );
}
