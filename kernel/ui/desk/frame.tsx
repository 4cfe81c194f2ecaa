import type { Language } from '@hezhi/contract';
import { useElder, useLanguage } from '@hezhi/web';
import { ConfigProvider, theme as themes, type ThemeConfig } from 'antd';
import { useEffect, useState, type ComponentProps, type ReactNode } from 'react';
import { AskProvider } from '../shared/ask.tsx';

type Locale = NonNullable<ComponentProps<typeof ConfigProvider>['locale']>;
const locales: Record<Language, () => Promise<{ default: unknown }>> = {
  'zh-Hans': () => import('antd/es/locale/zh_CN.js'),
  'zh-Hant': () => import('antd/es/locale/zh_HK.js'),
  en: () => import('antd/es/locale/en_US.js'),
};

/**
 * Stands in until the library's words are there. Without any the library draws its children in another place of the tree, and the words' arrival would
 * throw away what somebody has begun to type.
 */
const waiting: Locale = { locale: 'zh-cn' };

const font = "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** antd in the house's colours (style/tokens.css); every pair of text and ground is at 4.5:1 or more. */
export const deskTheme: ThemeConfig = {
  token: {
    colorPrimary: '#0f5e73',
    colorInfo: '#0f5e73',
    colorLink: '#0f5e73',
    colorSuccess: '#1b6b3a',
    colorWarning: '#7a4b00',
    colorError: '#b3261e',
    colorTextBase: '#17252a',
    colorTextSecondary: '#475a61',
    colorTextTertiary: '#53666d',
    colorTextQuaternary: '#5f7279',
    colorTextPlaceholder: '#5f7279',
    colorTextDisabled: '#66777e',
    colorBorder: '#74868d',
    colorBorderSecondary: '#d6dfe2',
    colorBgLayout: '#f3f6f7',
    borderRadius: 6,
    fontFamily: font,
    fontSize: 14,
    lineHeight: 1.5,
    controlHeight: 34,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: { cellPaddingBlockSM: 7, headerBg: '#eaf0f2', headerColor: '#17252a', rowSelectedBg: '#e3eff2', rowSelectedHoverBg: '#d8e9ed' },
    Menu: { itemSelectedBg: '#e3eff2', itemSelectedColor: '#0a4757' },
  },
};

/** The same for 长辈版: letters of 18 px and more, 60 px to hit. */
const large = (theme: ThemeConfig): ThemeConfig => ({ ...theme, token: { ...theme.token, fontSize: 19, controlHeight: 60, controlHeightSM: 60 } });

/** The dark face of the same (`/screen`). */
export const darkDeskTheme: ThemeConfig = {
  algorithm: themes.darkAlgorithm,
  token: { colorPrimary: '#74c8de', colorBgBase: '#0d1518', colorTextBase: '#eaf1f3', fontFamily: font },
};

const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/**
 * Two places of antd (measuring a scroll bar, locking the page behind a dialog) add style elements and forget the nonce that its settings name.
 * The page's own elements get it here, once.
 */
function lendNonce(key: string): void {
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const made = make(name, options);
    if (name === 'style') made.nonce = key;
    return made;
  }) as typeof document.createElement;
}
const pageNonce = nonce();
if (pageNonce) lendNonce(pageNonce);

/** The library's settings and the askers, around a desk app. */
export function DeskFrame({ dark = false, children }: { dark?: boolean; children: ReactNode }) {
  const [language] = useLanguage();
  const [elder] = useElder();
  const theme = dark ? darkDeskTheme : deskTheme;
  const [locale, setLocale] = useState<Locale>(waiting);
  useEffect(() => {
    let gone = false;
    void locales[language]().then((loaded) => gone || setLocale(loaded.default as Locale));
    return () => {
      gone = true;
    };
  }, [language]);
  return (
    <ConfigProvider
      locale={locale}
      {...(pageNonce ? { csp: { nonce: pageNonce } } : {})}
      theme={elder ? large(theme) : theme}
      button={{ autoInsertSpace: false }}
    >
      <AskProvider>{children}</AskProvider>
    </ConfigProvider>
  );
}
