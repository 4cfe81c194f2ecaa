import { useSay, useWords } from '@hezhi/web';
import { Button } from 'antd';
import type { Leaf } from './client.ts';
import { differences, valuesOf, type LeafValues } from './leaf-values.ts';
import { useLimitWords } from './use-limit-words.ts';
import { stages } from './client.ts';

/** Somebody else saved meanwhile: what differs, theirs and mine, and the choice. Nothing that was typed is lost. */
export function Conflict({ mine, theirs, onMine, onTheirs }: { mine: LeafValues; theirs: Leaf; onMine: () => void; onTheirs: () => void }) {
  const t = useWords('categories');
  const say = useSay();
  const limit = useLimitWords();
  const show = (values: LeafValues, key: keyof LeafValues): string => {
    switch (key) {
      case 'name':
      case 'example':
        return `${values[key]['zh-Hans']} / ${values[key].en}`;
      case 'limits':
        return stages.map((stage) => `${t(`stage.${stage}`)} ${limit(values.limits[stage])}`).join(t('comma'));
      case 'hints':
        return values.hints.join(t('comma'));
      case 'questions':
        return values.questions.map((one) => say(one.label)).join(t('comma')) || t('noQuestions');
      case 'tier':
        return t(`tiers.${values.tier}`);
      case 'settle':
        return t(`settles.${values.settle}`);
      case 'lead':
        return values.lead === theirs.lead ? say(theirs.leadName) : values.lead;
      case 'active':
        return t(values.active ? 'on' : 'off');
    }
  };
  const differ = differences(mine, valuesOf(theirs));
  return (
    <section className="cat-conflict" role="alert">
      <h3>{t('conflict.title')}</h3>
      <p>{t('conflict.why')}</p>
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('conflict.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('conflict.part')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              <th scope="col">{t('conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {differ.map((key) => (
              <tr key={key}>
                <th scope="row">{t(key)}</th>
                <td>{show(valuesOf(theirs), key)}</td>
                <td>{show(mine, key)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="hz-row" style={{ marginTop: 12 }}>
        <Button type="primary" onClick={onMine}>
          {t('conflict.keepMine')}
        </Button>
        <Button onClick={onTheirs}>{t('conflict.takeTheirs')}</Button>
      </div>
    </section>
  );
}
