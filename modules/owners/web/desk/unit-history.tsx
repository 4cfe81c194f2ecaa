import { Answer } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { Modal } from 'antd';
import { useRoute } from '../shared/client.ts';
import { useArea } from '../shared/pieces.tsx';
import type { Unit } from './register.tsx';

/** All versions of a unit, with who changed it and why. */
export function UnitHistory({ group, unit, onClose }: { group: string; unit: Unit; onClose: () => void }) {
  const t = useWords('owners');
  const time = useTime();
  const area = useArea();
  const asked = useRoute('GET /owners/:id/units/:unit/history', { params: { id: group, unit: unit.id } }, { keep: false });
  return (
    <Modal open title={t('history.title', { unit: unit.label })} footer={null} onCancel={onClose}>
      <Answer of={asked}>
        {(versions) => (
          <ol className="hzo-rows">
            {versions.toReversed().map((one) => (
              <li key={one.version}>
                <strong>
                  {one.label} · <span className="hz-num">{area(one.area)}</span> · {t(`unit.sources.${one.source}`)}
                </strong>
                <div className="hz-small">
                  {[time.exact(one.at), one.by, one.reason, one.removed ? t('unit.removed') : null, one.delivered ? null : t('unit.undelivered')]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Modal>
  );
}
