import { Tag, type Tone } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import type { ReactNode } from 'react';
import { numbered, type Article, type ArticleKind } from '../../contract/articles.ts';
import type { Reply } from './client.ts';
import './covenants.css';

const tones: Record<ArticleKind, Tone> = { rule: 'neutral', encouraged: 'good', forbidden: 'warn' };

/** Articles under their chapters. `after` draws what belongs to one. */
export function ArticleList({ articles, after }: { articles: readonly Article[]; after?: (article: Article, number: number) => ReactNode }) {
  const t = useWords('covenants');
  return (
    <ol className="hzk-articles">
      {numbered(articles).map((one) => (
        <li key={one.id} id={`article-${one.number}`}>
          {one.first ? <h3>{one.chapter}</h3> : null}
          <p>
            <strong>{t('article', { n: one.number })}</strong>{' '}
            {one.kind === 'rule' ? null : (
              <Tag tone={tones[one.kind]} icon={one.kind === 'forbidden' ? 'close' : 'check'}>
                {t(`kinds.${one.kind}`)}
              </Tag>
            )}{' '}
            {one.text}
          </p>
          {after?.(one, one.number)}
        </li>
      ))}
    </ol>
  );
}

/** How one text became another: added and removed words by colour, by mark (underlined, struck out), and in words for readers. */
export function Comparison({ found }: { found: Reply<'GET /covenants/:id/comparison'> }) {
  const t = useWords('covenants');
  const changed = found.changes.filter((one) => one.how !== 'same' || one.moved);
  if (changed.length === 0) return <p className="hz-small">{t('noChange')}</p>;
  return (
    <ol className="hzk-articles">
      {changed.map((one) => (
        <li key={one.id} data-how={one.how}>
          <p>
            <strong>{t('article', { n: one.is ?? one.was ?? 0 })}</strong>{' '}
            <Tag tone={one.how === 'added' ? 'good' : one.how === 'removed' ? 'warn' : 'info'}>{t(`changed.${one.how}`)}</Tag>{' '}
            {one.moved ? <Tag tone="neutral">{t('moved')}</Tag> : null}
          </p>
          <p>
            {one.pieces.map((piece, at) =>
              piece.how === 'same' ? (
                <span key={at}>{piece.text}</span>
              ) : piece.how === 'added' ? (
                <ins key={at} className="hzk-ins">
                  <span className="hz-visually-hidden">{t('addedWords')}</span>
                  {piece.text}
                </ins>
              ) : (
                <del key={at} className="hzk-del">
                  <span className="hz-visually-hidden">{t('removedWords')}</span>
                  {piece.text}
                </del>
              ),
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
