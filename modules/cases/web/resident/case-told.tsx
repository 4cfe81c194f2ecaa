import { Answer, BeforeAfter, Facts, Photos, Voices } from '@hezhi/ui';
import { Card } from '@hezhi/ui/phone';
import type { MatterDetail, PartProps, Passed } from '@hezhi/matters/screens';
import { useSay, useTime, useWords } from '@hezhi/web';
import { beforeAfter } from '../shared/before-after.ts';
import type { CaseFacts } from '../shared/client.ts';
import { useCaseFacts } from '../shared/facts.ts';

/** What I told, in my matter's page. */
export default function MyCaseTold({ detail }: PartProps) {
  const asked = useCaseFacts(detail.matter.id);
  return (
    <Answer of={asked} rows={5}>
      {(facts) => <CaseTold detail={detail} facts={facts} />}
    </Answer>
  );
}

/** What it was like and is like now, what was told, and where. `photos`: addresses that open without a session. */
export function CaseTold({
  detail,
  facts,
}: {
  detail: Pick<MatterDetail, 'matter' | 'timeline'> & { readonly photos?: Passed };
  facts: Pick<CaseFacts, 'category' | 'description' | 'photos' | 'voices' | 'address' | 'answers'>;
}) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const { matter } = detail;
  const { before, after } = beforeAfter(detail, facts);
  return (
    <>
      {after.length > 0 ? (
        <Card>
          <BeforeAfter before={before} after={after} />
        </Card>
      ) : null}
      <Card>
        <div className="hz-res-section">
          <h2>{t('resident.case.said')}</h2>
          <p className="hz-res-quote">{facts.description}</p>
          <Voices voices={facts.voices} />
          {after.length === 0 && before.length > 0 ? <Photos photos={before} label={t('resident.report.photos')} /> : null}
          <Facts
            items={[
              [
                t('resident.number'),
                <span key="v" className="hz-num">
                  {matter.number}
                </span>,
              ],
              [t('resident.case.category'), t('resident.case.categoryOf', { group: say(facts.category.group), name: say(facts.category.name) })],
              [t('resident.case.place'), [matter.areaName, facts.address].filter(Boolean).join(' · '), 'wide'],
              [
                t('resident.case.at'),
                <span key="v" title={time.exact(matter.openedAt)}>
                  {time.moment(matter.openedAt)}
                </span>,
              ],
              ...facts.answers.map((answer) => [say(answer.label), answer.text] as const),
              [t('resident.case.shown'), t(matter.public ? 'resident.case.isPublic' : 'resident.case.notPublic')],
            ]}
          />
        </div>
      </Card>
    </>
  );
}
