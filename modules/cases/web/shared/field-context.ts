/** What a field must know of the matter that it belongs to; `id` is null while there is none yet. `draft` names where photographs wait. */
export type FieldContext = {
  readonly id: string | null;
  readonly district: string;
  readonly area?: string;
  readonly point?: readonly [number, number] | null;
  readonly subject?: string;
  readonly draft: string;
  /** Phones open the camera at once. */
  readonly camera?: boolean;
};
