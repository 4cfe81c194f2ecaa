import { Field } from '@hezhi/ui/phone';

/** Choosing the district that a public page speaks of; nothing where there are fewer than two. `label`: in the room's words. */
export function DistrictField({
  label,
  items,
  value,
  onChange,
}: {
  label: string;
  items: readonly { readonly code: string; readonly full_name: string }[];
  value: string;
  onChange: (code: string) => void;
}) {
  if (items.length < 2) return null;
  return (
    <Field label={label}>
      {(attributes) => (
        <select {...attributes} className="hz-input" value={value} onChange={({ target }) => onChange(target.value)}>
          {items.map((one) => (
            <option key={one.code} value={one.code}>
              {one.full_name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
