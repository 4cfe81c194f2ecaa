import { useCallback, useEffect, useState } from 'react';

/** CSS px to a unit of the wall's design (1920 wide = 16 px): everything drawn on canvas grows by it as the text does. */
export function useScale(): number {
  const measure = (): number => Math.max(1, Math.min(innerWidth / 1920, innerHeight / 1000));
  const [scale, setScale] = useState(measure);
  useEffect(() => {
    const look = (): void => setScale(measure());
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, []);
  return scale;
}

/** How many children of the list fit into it whole: `[ref, n]`; each is as high as the first. */
export function useFitting(): readonly [(list: HTMLElement | null) => (() => void) | undefined, number] {
  const [fits, setFits] = useState(6);
  const watch = useCallback((list: HTMLElement | null) => {
    if (!list) return undefined;
    const look = (): void => {
      const first = list.firstElementChild;
      if (!first) return;
      const gap = Number.parseFloat(getComputedStyle(list).rowGap) || 0;
      setFits(Math.max(1, Math.floor((list.clientHeight + gap + 1) / (first.getBoundingClientRect().height + gap))));
    };
    const observer = new ResizeObserver(look);
    observer.observe(list);
    look();
    return () => observer.disconnect();
  }, []);
  return [watch, fits];
}
