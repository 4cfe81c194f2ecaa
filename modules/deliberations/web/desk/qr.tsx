import { useWords } from '@hezhi/web';
import QRCode from 'qrcode';

/** An address as QR code, drawn by ourselves. */
export function Qr({ text }: { text: string }) {
  const t = useWords('deliberations');
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  const path = Array.from(data, (on, i) => (on ? `M${(i % size) + 4} ${Math.floor(i / size) + 4}h1v1h-1z` : '')).join('');
  const box = size + 8;
  return (
    <svg className="hzd-qr" viewBox={`0 0 ${box} ${box}`} role="img" aria-label={t('qr.label')} shapeRendering="crispEdges">
      <rect width={box} height={box} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
