/** What a field must know of the matter that it belongs to; `id` is null while there is none yet. `draft` names where photographs wait. */
export type FieldContext = {
  readonly id: string | null;
  /** Kind of the matter, which may name who can be chosen and give the input of its subjects. */
  readonly kind?: string;
  readonly step?: string;
  readonly district: string;
  readonly area?: string;
  readonly point?: readonly [number, number] | null;
  readonly subject?: string;
  readonly draft: string;
  /** Phones open the camera at once. */
  readonly camera?: boolean;
};

/** Not a field's key: where the choice of a leg has its fault. */
export const legKey = '#leg';
