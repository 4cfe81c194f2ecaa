import { useEffect, useState } from 'react';

/** A QR code as a picture; the library comes when it is shown. Nothing leaves this device. */
export function Qr({ text, label, size = 200 }: { text: string; label: string; size?: number }) {
  const [drawn, setDrawn] = useState<{ text: string; url: string } | null>(null);
  useEffect(() => {
    let gone = false;
    void import('qrcode')
      .then((library) => library.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }))
      .then((svg) => gone || setDrawn({ text, url: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}` }))
      // Without the picture the key below it still works.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [text]);
  return drawn?.text === text ? (
    <img src={drawn.url} alt={label} width={size} height={size} style={{ background: '#ffffff', borderRadius: 8 }} />
  ) : (
    <div style={{ width: size, height: size }} aria-hidden="true" />
  );
}
