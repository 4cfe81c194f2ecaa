import type { Language } from '@hezhi/contract';
import { useLanguage } from '@hezhi/web';
import { ConfigProvider, unstableSetRender } from 'antd-mobile';
import { useEffect, useState, type ComponentProps, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { AskProvider } from '../shared/ask.tsx';

type Locale = NonNullable<ComponentProps<typeof ConfigProvider>['locale']>;
const locales: Record<Language, () => Promise<{ default: unknown }>> = {
  'zh-Hans': () => import('antd-mobile/es/locales/zh-CN.js'),
  'zh-Hant': () => import('antd-mobile/es/locales/zh-HK.js'),
  en: () => import('antd-mobile/es/locales/en-US.js'),
};

// antd-mobile's Toast and Dialog draw by the render that React 19 took away; without this they fail silently.
const roots = new WeakMap<Element | DocumentFragment, Root>();
unstableSetRender((node, container) => {
  const root = roots.get(container) ?? createRoot(container);
  roots.set(container, root);
  root.render(node);
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    root.unmount();
    roots.delete(container);
  };
});

/** The library's settings and the askers, around a phone app. */
export function PhoneFrame({ children }: { children: ReactNode }) {
  const [language] = useLanguage();
  const [locale, setLocale] = useState<Locale | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void locales[language]().then((loaded) => gone || setLocale(loaded.default as Locale));
    return () => {
      gone = true;
    };
  }, [language]);
  return (
    <ConfigProvider {...(locale ? { locale } : {})}>
      <AskProvider>{children}</AskProvider>
    </ConfigProvider>
  );
}
