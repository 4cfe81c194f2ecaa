import { Answer } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useSay, useSession, useWords } from '@hezhi/web';
import { useId, useState } from 'react';
import type { SubjectProps } from '@hezhi/matters/screens';
import { Sheet } from '@hezhi/matters/screens/phone';
import { useRoute, type CategoryGroup } from '../shared/client.ts';

/** The leaf of a code in the tree, with its branch. */
export function leafOf(tree: readonly CategoryGroup[] | undefined, code: string | null | undefined) {
  for (const branch of tree ?? []) for (const leaf of branch.leaves) if (leaf.code === code) return { branch, leaf };
  return null;
}

/** A category chosen from the tree, behind one button. */
export default function SubjectField({ label, hint, error, value, onChange }: SubjectProps) {
  const t = useWords('cases');
  const say = useSay();
  const id = useId();
  const { district } = useSession();
  const [open, setOpen] = useState(false);
  const tree = useRoute('GET /case-categories', { query: district ? { district } : {} }, { fresh: 3600_000 });
  const now = leafOf(tree.data?.groups, value);
  return (
    <div className="hz-field">
      <span id={id}>
        <strong>{label}</strong>
      </span>
      {hint ? <p className="hz-small">{hint}</p> : null}
      <div className="hz-row">
        <button type="button" className="hz-button" aria-describedby={id} onClick={() => setOpen(true)}>
          {now ? `${say(now.branch.name)} · ${say(now.leaf.name)}` : t('phone.subject.choose')}
        </button>
        {now ? (
          <button type="button" className="hz-button" onClick={() => onChange(undefined)}>
            {t('phone.subject.keep')}
          </button>
        ) : null}
      </div>
      {error ? <p className="hz-field-error">{error}</p> : null}
      {open ? (
        <CategorySheet
          onClose={() => setOpen(false)}
          onChoose={(code) => {
            onChange(code);
            setOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}

/** The whole tree in a sheet: branches to open, or words to find a leaf by. */
export function CategorySheet({ district: asked, onClose, onChoose }: { district?: string | null; onClose: () => void; onChoose: (code: string) => void }) {
  const t = useWords('cases');
  const say = useSay();
  const session = useSession();
  const [typed, setTyped] = useState('');
  const district = asked ?? session.district;
  const tree = useRoute('GET /case-categories', { query: district ? { district } : {} }, { fresh: 3600_000 });
  const word = typed.trim().toLowerCase();
  return (
    <Sheet title={t('phone.subject.title')} onClose={onClose}>
      <Field label={t('phone.subject.search')}>
        {(attributes) => <input {...attributes} className="hz-input" type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />}
      </Field>
      <Answer of={tree} rows={8}>
        {({ groups }) => {
          const shown = groups
            .map((branch) => ({
              ...branch,
              leaves: branch.leaves.filter((leaf) => word === '' || `${say(branch.name)} ${say(leaf.name)}`.toLowerCase().includes(word)),
            }))
            .filter((branch) => branch.leaves.length > 0);
          if (shown.length === 0) return <p className="hz-small">{t('phone.subject.none')}</p>;
          return shown.map((branch) => (
            <details key={branch.code} className="hz-branch" open={word !== ''}>
              <summary>
                {say(branch.name)} <span className="hz-small hz-num">{branch.leaves.length}</span>
              </summary>
              <ul className="hz-pick">
                {branch.leaves.map((leaf) => (
                  <li key={leaf.code}>
                    <button type="button" onClick={() => onChoose(leaf.code)}>
                      <span>
                        <strong>{say(leaf.name)}</strong>
                        {leaf.example ? <span className="hz-small">{say(leaf.example)}</span> : null}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </details>
          ));
        }}
      </Answer>
    </Sheet>
  );
}
