import { useWords } from '@hezhi/web';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';

/** Search everywhere: the key `/` comes here from any page; the page `/search?q=` is a room's. */
export function SearchEverywhere() {
  const t = useWords('app');
  const go = useNavigate();
  const input = useRef<InputRef>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
      event.preventDefault();
      input.current?.focus({ cursor: 'all' });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const q = input.current?.input?.value.trim();
        if (q) void go(`/search?q=${encodeURIComponent(q)}`);
      }}
    >
      <Input ref={input} name="q" type="search" aria-label={t('search')} placeholder={t('searchKey')} style={{ width: 220 }} allowClear />
    </form>
  );
}
