import { useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';

type Modules = { readonly size: number; readonly path: string };

/** A code to photograph: it opens this case on another phone. The secret stands behind `#`, so it reaches no server's log. */
export default function FollowCode({ number, code }: { number: string; code: string }) {
  const t = useWords('cases');
  const [drawn, setDrawn] = useState<Modules | null>(null);
  useEffect(() => {
    let gone = false;
    void import('qrcode').then(({ create }) => {
      const { size, data } = create(`${location.origin}/track#${encodeURIComponent(number)}.${code}`, { errorCorrectionLevel: 'M' }).modules;
      let path = '';
      for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) if (data[y * size + x]) path += `M${x + 4} ${y + 4}h1v1h-1z`;
      if (!gone) setDrawn({ size: size + 8, path });
    });
    return () => {
      gone = true;
    };
  }, [number, code]);
  return (
    <div className="hz-res-section">
      <p>{t('resident.sent.qrHow')}</p>
      <div className="hz-res-qr">
        {drawn ? (
          <svg role="img" aria-label={t('resident.sent.qrLabel', { number })} viewBox={`0 0 ${drawn.size} ${drawn.size}`} shapeRendering="crispEdges">
            <path d={drawn.path} fill="#000000" />
          </svg>
        ) : null}
      </div>
    </div>
  );
}
