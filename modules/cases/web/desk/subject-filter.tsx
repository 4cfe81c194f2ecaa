import { CategoryPicker } from './category-picker.tsx';

/** The queue narrowed by category or group. */
export default function SubjectFilter({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  return <CategoryPicker groups value={value} onChange={onChange} width={140} />;
}
