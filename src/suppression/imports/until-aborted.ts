// Answers for not letting a wait hold up a process that goes down.

/** Resolves with the wait, or as soon as the signal says stop. */
export async function untilAborted(signal: AbortSignal, wait: Promise<void>): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
  await Promise.race([wait, aborted]);
}
