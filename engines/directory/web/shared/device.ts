/** What a person calls the device behind a User-Agent: `Chrome · Windows`; null when it is not a known browser. */
export function deviceName(agent: string | null): string | null {
  if (!agent) return null;
  const browser = (
    [
      [/MicroMessenger\//, 'WeChat'],
      [/DingTalk/, 'DingTalk'],
      [/Edg(?:A|iOS)?\//, 'Edge'],
      [/(?:Firefox|FxiOS)\//, 'Firefox'],
      [/(?:Chrome|CriOS)\//, 'Chrome'],
      [/Safari\//, 'Safari'],
    ] as const
  ).find(([sign]) => sign.test(agent))?.[1];
  const system = (
    [
      [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
      [/Android/, 'Android'],
      [/iPhone/, 'iPhone'],
      [/iPad/, 'iPad'],
      [/Windows/, 'Windows'],
      [/Mac OS X/, 'macOS'],
      [/Linux/, 'Linux'],
    ] as const
  ).find(([sign]) => sign.test(agent))?.[1];
  return browser || system ? [browser, system].filter(Boolean).join(' · ') : null;
}
