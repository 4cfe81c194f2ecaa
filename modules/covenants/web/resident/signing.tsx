import { newId } from '@hezhi/contract/light';
import { Failure } from '@hezhi/ui';
import { Card, Field, useConfirm, useToast } from '@hezhi/ui/phone';
import { useSession, useTime, useWords } from '@hezhi/web';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import SignaturePad from 'signature_pad';
import { useCommand, type Reply } from '../shared/client.ts';

type Page = Reply<'GET /public/covenants/:district/:id'>;
const refresh = ['GET /public/covenants'] as const;

/** How many signed, by building; one's own signature; the box to sign in. */
export function Signing({ page }: { page: Page }) {
  const t = useWords('covenants');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const { status } = useSession();
  const [open, setOpen] = useState(false);
  const unsign = useCommand('DELETE /public/covenants/:district/signatures/:id', { refresh });
  const { mine } = page;
  const back = async () => {
    if (!mine || !(await confirm({ title: t('res.unsign'), effect: t('res.unsignEffect'), yes: t('res.unsign'), danger: true }))) return;
    await unsign.run({ params: { district: page.district, id: mine.id } }).then(
      () => toast(t('res.unsigned')),
      () => undefined,
    );
  };
  return (
    <Card>
      <h2>{t(page.sign_by === 'person' ? 'res.count' : 'res.countHouse', { count: page.signed })}</h2>
      <dl className="hzk-counts">
        {page.by_building.map((one) => (
          <div key={one.key ?? ''}>
            <dt>{one.label ?? t('others')}</dt>
            <dd className="hz-num">{t('res.of', one)}</dd>
          </div>
        ))}
      </dl>
      {mine ? (
        <>
          <p>{t('res.mine', { at: time.day(mine.at), n: mine.version })}</p>
          <img className="hzk-image" src={mine.image} alt={t('res.signTitle')} />
          <p className="hz-row">
            <button type="button" className="hz-button" disabled={unsign.isPending} onClick={() => void back()}>
              {t('res.unsign')}
            </button>
          </p>
          {mine.version < page.version ? <p>{t('res.old')}</p> : null}
          <Failure error={unsign.error} />
        </>
      ) : null}
      {status === 'visitor' ? (
        <p className="hz-row">
          <Link className="hz-button" to="/login">
            {t('res.login')}
          </Link>
        </p>
      ) : mine && mine.version === page.version ? null : open ? (
        <SignForm page={page} onDone={() => setOpen(false)} />
      ) : (
        <p className="hz-row">
          <button type="button" className="hz-button" data-primary="" onClick={() => setOpen(true)}>
            {t('res.sign')}
          </button>
        </p>
      )}
    </Card>
  );
}

/** Draws a typed name, for those who cannot write on a screen. */
function drawName(canvas: HTMLCanvasElement, name: string): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = canvas.width / canvas.offsetWidth || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.offsetWidth, canvas.offsetHeight);
  context.fillStyle = '#000000';
  context.font = '40px "KaiTi", "STKaiti", serif';
  context.textBaseline = 'middle';
  context.fillText(name, 16, canvas.offsetHeight / 2, canvas.offsetWidth - 32);
}

function SignForm({ page, onDone }: { page: Page; onDone: () => void }) {
  const t = useWords('covenants');
  const toast = useToast();
  const [id] = useState(newId);
  const box = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [name, setName] = useState('');
  const [building, setBuilding] = useState('');
  const [room, setRoom] = useState('');
  const [fault, setFault] = useState('');
  const sign = useCommand('POST /public/covenants/:district/:id/signatures', { refresh });
  useEffect(() => {
    const canvas = box.current;
    if (!canvas) return;
    const made = new SignaturePad(canvas, { backgroundColor: '#ffffff', penColor: '#000000', minWidth: 1, maxWidth: 3 });
    pad.current = made;
    const fit = () => {
      const strokes = made.toData();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = canvas.offsetWidth * ratio;
      canvas.height = canvas.offsetHeight * ratio;
      canvas.getContext('2d')?.scale(ratio, ratio);
      made.clear();
      made.fromData(strokes);
    };
    fit();
    window.addEventListener('resize', fit);
    return () => {
      window.removeEventListener('resize', fit);
      made.off();
    };
  }, []);
  const household = page.sign_by === 'household';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const canvas = box.current;
    if (!canvas || !pad.current) return;
    if (pad.current.isEmpty()) {
      if (name.trim() === '') return setFault(t('res.empty'));
      drawName(canvas, name.trim());
    }
    setFault('');
    const body = { id, version: page.version, image: canvas.toDataURL('image/png'), building: building || null, room };
    try {
      await sign.run({ params: { district: page.district, id: page.id }, body });
    } catch {
      return;
    }
    toast(t('res.signedToast'));
    onDone();
  };
  return (
    <form className="hz-form" noValidate onSubmit={(event) => void submit(event)}>
      <p className="hz-small">{t('res.signHint')}</p>
      {page.buildings.length > 0 ? (
        <Field label={t('building')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={building} onChange={({ target }) => setBuilding(target.value)}>
              <option value="">{t('res.choose')}</option>
              {page.buildings.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.label}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {household ? (
        <Field label={t('res.room')} hint={t('res.roomHint')}>
          {(attributes) => <input {...attributes} className="hz-input" maxLength={20} value={room} onChange={({ target }) => setRoom(target.value)} />}
        </Field>
      ) : null}
      <canvas ref={box} className="hzk-pad" role="img" aria-label={t('res.pad')} />
      <div className="hz-row">
        <button type="button" className="hz-button" onClick={() => pad.current?.clear()}>
          {t('res.clear')}
        </button>
      </div>
      <details>
        <summary>{t('res.typed')}</summary>
        <Field label={t('res.typedName')}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={30} autoComplete="name" value={name} onChange={({ target }) => setName(target.value)} />
          )}
        </Field>
      </details>
      {fault ? (
        <p className="hz-field-error" role="alert">
          {fault}
        </p>
      ) : null}
      <Failure error={sign.error} kept />
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={sign.isPending}>
          {t('res.confirm')}
        </button>
        <button type="button" className="hz-button" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
