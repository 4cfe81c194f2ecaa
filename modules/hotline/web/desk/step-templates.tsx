import type { TypingProps } from '@hezhi/matters/screens';
import TemplatePicker from './template-picker.tsx';

/** Ready answers beside a field of words of a step. */
export default function StepTemplates({ matter, step, insert }: TypingProps) {
  return <TemplatePicker matter={matter} step={step} onPick={insert} />;
}
