/** Waits until no timer of the bench is due, looking every 5 ms. */
export async function untilNoneDue(query: (text: string) => Promise<{ rows: unknown[] }>): Promise<void> {
  for (;;) {
    const { rows } = await query('SELECT FROM kernel.timer WHERE due_at <= now() LIMIT 1');
    if (rows.length === 0) return;
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
}
