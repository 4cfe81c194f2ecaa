/** Small in-page signals, so that the client need not know who shows the dialog. */
type Listen = () => void;
const ended = new Set<Listen>();

/** Told by the client when the server no longer knows the session. */
export function sessionEnded(): void {
  for (const listen of ended) listen();
}

/** Hears that the session has ended; returns the way to stop hearing. */
export function onSessionEnded(listen: Listen): () => void {
  ended.add(listen);
  return () => ended.delete(listen);
}
