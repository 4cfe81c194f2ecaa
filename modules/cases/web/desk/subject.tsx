import { Field } from '@hezhi/ui';
import type { SubjectProps } from '@hezhi/matters/screens';
import { SubjectPicker } from '../shared/subject-picker.tsx';

/** A category as a field of a step. */
export default function SubjectInput({ field, value, onChange, current, district, label, hint, error = null }: SubjectProps) {
  return (
    <Field label={label} required={field.required ?? false} error={error} {...(hint ? { hint } : {})}>
      {(attributes) => <SubjectPicker attributes={attributes} district={district ?? ''} value={value} onChange={onChange} current={current} />}
    </Field>
  );
}
