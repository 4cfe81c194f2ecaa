import { Answer, Facts, Figure, Tag } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRoute, type Pack } from '../shared/client.ts';
import { FlowPicture } from './flow.tsx';
import { PublishForm } from './publish.tsx';
import './methods.css';

/** A pack: its story, figures and sources, what is in it, its procedures as a readable flow. */
export default function PackPage() {
  const { key = '' } = useParams();
  const [filters] = useFilters({ version: '', area: '' });
  const query = { ...(filters.version ? { version: Number(filters.version) } : {}), ...(filters.area ? { area: filters.area } : {}) };
  const pack = useRoute('GET /methods/packs/:key', { params: { key }, query });
  return <Answer of={pack}>{(data) => <Shown pack={data} />}</Answer>;
}

function Shown({ pack }: { pack: Pack }) {
  const t = useWords('methods');
  const { can } = useSession();
  const [publishing, setPublishing] = useState(false);
  const older = pack.versions.filter((one) => one !== pack.version);
  return (
    <>
      <PageHead
        title={pack.name}
        back="/methods"
        sub={[pack.place, pack.home ? t('publishedBy', { place: pack.home }) : '', t('version', { n: pack.version })].filter(Boolean).join(' · ')}
        actions={
          <>
            {can('methods.publish') ? <Button onClick={() => setPublishing(true)}>{t('publish.do')}</Button> : null}
            {can('methods.install') ? (
              <Link className="hz-button" to={`/methods/packs/${pack.key}/install?version=${pack.version}`}>
                {t('install.do')}
              </Link>
            ) : null}
          </>
        }
      />
      {publishing ? <PublishForm pack={pack} onClose={() => setPublishing(false)} /> : null}
      <Panel title={t('pack.story')}>
        <p>
          <strong>{pack.summary}</strong>
        </p>
        <div className="hzm-story">
          {pack.story.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        {pack.figures.length > 0 ? (
          <div className="hzm-figure-row">
            {pack.figures.map((one) => (
              <Figure key={one.label} label={one.label} value={one.value} unit={one.unit} note={one.note || undefined} />
            ))}
          </div>
        ) : null}
        <Facts
          items={[
            [t('pack.sources'), pack.sources.length > 0 ? <Sources key="sources" pack={pack} /> : null, 'wide'],
            [
              t('pack.derived'),
              pack.derived ? (
                <Link key="derived" to={`/methods/packs/${pack.derived.key}`}>
                  {pack.derived.name}
                </Link>
              ) : null,
            ],
            [
              t('pack.needs'),
              pack.needs.length > 0
                ? pack.needs.map((need) => (
                    <Tag key={need.room} tone={need.there ? 'good' : 'warn'}>
                      {need.name} {need.there ? t('pack.there') : t('pack.later')}
                    </Tag>
                  ))
                : null,
            ],
            [
              t('pack.versions'),
              older.length > 0
                ? older.map((one) => (
                    <span key={one} className="hzm-inline">
                      <Link to={`/methods/packs/${pack.key}?version=${one}`}>{t('version', { n: one })}</Link>{' '}
                      <Link to={`/methods/compare?a=${pack.key}@${one}&b=${pack.key}@${pack.version}`}>{t('compare.with')}</Link>
                    </span>
                  ))
                : null,
            ],
          ]}
        />
      </Panel>
      {pack.settings.length > 0 ? (
        <Panel title={t('pack.settings')}>
          <div className="hzm-scroll">
            <table className="hzm-table">
              <thead>
                <tr>
                  <th scope="col">{t('settings.what')}</th>
                  <th scope="col">{t('settings.default')}</th>
                  <th scope="col">{t('settings.bounds')}</th>
                </tr>
              </thead>
              <tbody>
                {pack.settings.map((one) => (
                  <tr key={one.key}>
                    <th scope="row">
                      {one.label}
                      {one.hint ? <div className="hz-small">{one.hint}</div> : null}
                    </th>
                    <td>{one.defaultText}</td>
                    <td>{one.boundsText || one.options.map((option) => option.label).join(t('or')) || t('settings.yesNo')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      ) : null}
      {pack.flows.length > 0 ? (
        <Panel title={t('pack.flows')}>
          {pack.flows.map((flow) => (
            <FlowPicture key={flow.key} flow={flow} />
          ))}
        </Panel>
      ) : null}
      {pack.contents.map((part) => (
        <Panel key={part.part} title={part.name}>
          <ul className="hzm-contents">
            {part.items.map((item, n) => (
              // oxlint-disable-next-line no-array-index-key -- a list that does not change
              <li key={n}>
                {item.title}
                {item.text ? <div className="hz-small">{item.text}</div> : null}
              </li>
            ))}
          </ul>
        </Panel>
      ))}
      {pack.notes.length > 0 ? (
        <Panel title={t('pack.notes')}>
          <ul className="hzm-contents">
            {pack.notes.map((note) => (
              <li key={`${note.file}${note.path}${note.code}`}>
                <Tag tone={note.note ? 'info' : 'late'}>{note.note ? t('fault.note') : t('fault.fault')}</Tag> {note.detail}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}

function Sources({ pack }: { pack: Pack }) {
  return (
    <ul className="hz-list">
      {pack.sources.map((one) => (
        <li key={one.title}>
          {one.url ? <a href={one.url}>{one.title}</a> : one.title} <span className="hz-small">{[one.document, one.date].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
