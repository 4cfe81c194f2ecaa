import { useEffect, useState } from 'react';

type Modules = { readonly text: string; readonly size: number; readonly path: string };

/** A code to photograph, drawn on this device: nothing of it leaves the page. */
export function Qr({ text, label, size = 180 }: { text: string; label: string; size?: number }) {
  const [drawn, setDrawn] = useState<Modules | null>(null);
  useEffect(() => {
    let gone = false;
    void import('qrcode')
      .then(({ create }) => {
        const { size: modules, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
        let path = '';
        for (let y = 0; y < modules; y += 1) for (let x = 0; x < modules; x += 1) if (data[y * modules + x]) path += `M${x + 4} ${y + 4}h1v1h-1z`;
        if (!gone) setDrawn({ text, size: modules + 8, path });
      })
      // Without the picture the letters beside it still do.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [text]);
  return (
    <div className="hzb-qr" style={{ width: size, height: size }}>
      {drawn?.text === text ? (
        <svg role="img" aria-label={label} viewBox={`0 0 ${drawn.size} ${drawn.size}`} shapeRendering="crispEdges" width={size} height={size}>
          <path d={drawn.path} fill="#000000" />
        </svg>
      ) : null}
    </div>
  );
}
