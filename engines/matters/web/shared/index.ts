/**
 * Parts of the screens of matters that modules draw with, on every app; no component library inside. `./screens/phone` and `./screens/desk` have what is for
 * one kind of app only. How a kind shows itself: README.md.
 */
export {
  defineKind,
  useKind,
  useLayers,
  type AskerWords,
  type KindScreens,
  type LayerProps,
  type NextStep,
  type Part,
  type PartProps,
  type ShownArea,
  type Slot,
  type SubjectProps,
  type TypingProps,
} from './kinds.ts';
export type { Entry, InboxItem, Leg, Matter, MatterDetail, MatterKind, OwnerCandidate, Step, StepField } from './client.ts';
export { legKey, type FieldContext } from './field-context.ts';
export { FieldInput, Group, type FieldProps } from './field-input.tsx';
export { KindTag } from './kind-tag.tsx';
export { LegsList } from './legs-list.tsx';
export { borderLayers, groundOf } from './ground.ts';
export { keyOf, ownersOf, useCandidates, type Owner } from './owners.ts';
export { OwnerPicker } from './owner-picker.tsx';
export { KindFacts, KindParts, KindTools } from './parts.tsx';
export { entryPhotos, entryVoices, fileUrl, isFiles, photosOf, type Passed, type PassedVoices } from './photos.ts';
export { filesWaiting, PhotosField, photosWaiting, VoicesField } from './photos-field.tsx';
export { channels, marks, MarkTags, stages, stateTone, StateTag, tiers, TierTag } from './status.tsx';
export { StepForm } from './step-form.tsx';
export { MatterTimeline } from './timeline.tsx';
export { uploadPhoto } from './upload.ts';
export { stepDraft, useStep, type Answers } from './use-step.ts';
export { useMatterKinds } from './matter-kinds.ts';
export { useFieldText } from './values.ts';
