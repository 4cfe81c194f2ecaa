import { Drawer } from '@hezhi/matters/screens/desk';
import { useWords } from '@hezhi/web';

const keys = ['move', 'open', 'select', 'dispatch', 'watch', 'bulk', 'search', 'help', 'escape', 'drag'] as const;

/** What the keys do. */
export function Help({ onClose }: { onClose: () => void }) {
  const t = useWords('command');
  return (
    <Drawer title={t('help.title')} onClose={onClose}>
      <ul className="cmd-help">
        {keys.map((key) => (
          <li key={key}>{t(`help.${key}`)}</li>
        ))}
      </ul>
      <button type="button" className="hz-button" onClick={onClose}>
        {t('help.close')}
      </button>
    </Drawer>
  );
}
