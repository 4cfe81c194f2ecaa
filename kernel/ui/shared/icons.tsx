import type { ReactNode } from 'react';

/** Drawn strokes, no icon font: 24 x 24, the colour of the text. */
const drawings = {
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  alarm: 'M12 4l9.5 16.5h-19zM12 10v4.5M12 17.6v.1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  pause: 'M9 6v12M15 6v12',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4',
  pin: 'M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5',
  mic: 'M12 3.500a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3',
  play: 'M8 5.500v13l10.500-6.500z',
  stop: 'M7 7h10v10H7z',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7M10.500 10.500v5.500M13.500 10.500v5.500',
  speaker: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11',
  left: 'M14.500 5.500L8 12l6.500 6.500',
  right: 'M9.500 5.500L16 12l-6.500 6.500',
  empty: 'M4 13l2.500-7h11L20 13v6H4zM4 13h5l1 2.500h4l1-2.500h5',
  away: 'M4 8a13 13 0 0 1 16 0M7 12a8.500 8.500 0 0 1 10 0M10 15.800a4 4 0 0 1 4 0M12 19.200v.1M4 20L20 4',
  star: 'M12 3.500l2.600 5.400 5.900.8-4.300 4.100 1 5.900L12 16.900l-5.200 2.800 1-5.900L3.500 9.700l5.900-.8z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16.200 16.200L21 21',
  home: 'M4 11l8-7 8 7v9h-5.500v-5.500h-5V20H4z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.500 20.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  share: 'M12 15V4M8 7.500l4-4 4 4M5 12.500V20h14v-7.500',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
} as const;

export type IconName = keyof typeof drawings;

/** A small drawing beside a word; hidden from readers, because the word speaks. */
export function Icon({ name, fill = false }: { name: IconName; fill?: boolean }): ReactNode {
  return (
    <svg
      className="hz-icon"
      viewBox="0 0 24 24"
      fill={fill ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
