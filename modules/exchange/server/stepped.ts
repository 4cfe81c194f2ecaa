/** What an entry of a matter's timeline tells (`matters.stepped`), as far as this room reads it. */
export type Stepped = {
  matter: string;
  kind: string;
  steps: string[];
  state: string;
  final: boolean;
  area: string;
  secrecy: number;
  public: boolean;
  revision: number;
  parties: string[];
  ended: boolean;
};
